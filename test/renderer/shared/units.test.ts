import { expect, test } from 'vitest';
import {
  countText,
  fileSizeText,
  quantityIn,
  quantityText,
  rateText,
  scaleFor,
} from '../../../renderer/shared/units.ts';

const text = (value: number, unit: string | null): string => quantityText(value, unit, 'en').replace('\u00a0', ' ');

test('shares are percent with one decimal', () => {
  expect([0.374, 0, 1, 0.0004].map((share) => text(share, '1'))).toEqual(['37.4 %', '0.0 %', '100 %', '0.0 %']);
});

test('sizes go in steps of 1024, rates in steps of 1000', () => {
  expect([0, 1023, 1024, 148 * 2 ** 20, 9.1 * 2 ** 30].map((size) => text(size, 'By'))).toEqual([
    '0 B',
    '1,023 B',
    '1.0 KiB',
    '148 MiB',
    '9.1 GiB',
  ]);
  expect([12_300, 999_999, 184e6, 2.7e6].map((rate) => text(rate, 'By/s'))).toEqual([
    '12 kB/s',
    '1.0 MB/s',
    '184 MB/s',
    '2.7 MB/s',
  ]);
});

test('temperatures, fans, times and frequencies have their usual symbols', () => {
  expect([text(71.4, 'Cel'), text(1240, '{rpm}'), text(1240, 'rpm'), text(0.0042, 's'), text(2.4e9, 'Hz')]).toEqual([
    '71 °C',
    '1,240 rpm',
    '1,240 rpm',
    '4.2 ms',
    '2.4 GHz',
  ]);
});

test('an unknown unit keeps its code, without braces', () => {
  expect([text(12, '{operation}/s'), text(3, 'W'), text(3, null)]).toEqual(['12 operation/s', '3.0 W', '3.0']);
});

test('a value that is not there is a dash without a unit', () => {
  expect(text(NaN, 'By')).toBe('–');
});

test('a tiny value does not look like none', () => {
  expect([text(0.004, 'W'), text(-0.00001, 'W')]).toEqual(['0.004', '0.000'].map((n) => `${n} W`));
});

test('values in one scale keep it', () => {
  expect(quantityIn(scaleFor('By/s', 6e6), 300_000, 'en')).toEqual({ number: '0.3', unit: 'MB/s' });
});

test('counts are grouped, files measured in powers of 1000, small rates given a decimal', () => {
  expect([countText(3_052_800, 'en'), fileSizeText(24_100_000, 'en'), rateText(10.6, 'en'), rateText(7, 'en')]).toEqual(
    ['3,052,800', '24.1\u00a0MB', '11', '7.0'],
  );
});

test('numbers follow the language', () => {
  expect([countText(1_234_567, 'zh-CN'), quantityText(0.374, '1', 'zh-CN')]).toEqual(['1,234,567', '37.4\u00a0%']);
});
