import { afterEach, expect, test } from 'vitest';
import { setLanguage } from '../../../renderer/messages/messages.ts';
import { elapsedText, isoDuration, secondText } from '../../../renderer/shared/dates.ts';
import { betweenText, durationText, lagText, momentText, spanText } from '../../../renderer/shared/phrases.ts';

afterEach(() => setLanguage('en'));

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = new Date(2026, 10, 22, 20, 4, 8).getTime();

test('a clock shows minutes and seconds, and hours where there are any', () => {
  expect([0, 192_900, 6_250_000, -5].map(elapsedText)).toEqual(['0:00', '3:12', '1:44:10', '0:00']);
  expect(isoDuration(192_900)).toBe('PT192S');
});

test('durations have their two largest units', () => {
  expect([12_900, 3 * MINUTE, 3 * HOUR + 12 * MINUTE, 2 * HOUR, 50 * HOUR].map(durationText)).toEqual([
    '12 s',
    '3 min',
    '3 h 12 min',
    '2 h',
    '2 d 2 h',
  ]);
});

test('short lags have a tenth', () => {
  expect([lagText(2040), lagText(12_000), lagText(-3)]).toEqual(['2.0 s', '12 s', '0.0 s']);
});

test('moments are named as a person would', () => {
  expect(
    [NOW - HOUR, NOW - 21 * HOUR, NOW - 80 * HOUR, NOW - 400 * 24 * HOUR].map((time) => momentText(time, NOW)),
  ).toEqual(['today 19:04', 'yesterday 23:04', '19 Nov 12:04', '18 Oct 2025 20:04']);
  expect(secondText(NOW, 'en')).toBe('20:04:08');
});

test('a span that minutes do not tell apart is told with seconds', () => {
  expect([
    betweenText({ from: NOW - HOUR, to: NOW }, NOW),
    betweenText({ from: NOW - 18_000, to: NOW }, NOW),
    betweenText({ from: NOW - 21 * HOUR, to: NOW - 21 * HOUR + 1_000 }, NOW),
  ]).toEqual([
    'today 19:04 – today 20:04',
    'today 20:03:50 – today 20:04:08',
    'yesterday 23:04:08 – yesterday 23:04:09',
  ]);
});

test('in Chinese too', () => {
  setLanguage('zh-CN');
  expect([momentText(NOW - HOUR, NOW), durationText(3 * HOUR + 12 * MINUTE), spanText(300_000)]).toEqual([
    '今天 19:04',
    '3 小时 12 分钟',
    '5 分钟',
  ]);
});
