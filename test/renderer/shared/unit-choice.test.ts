import { afterEach, expect, test } from 'vitest';
import { minuteText, secondText } from '../../../renderer/shared/dates.ts';
import { unitChoice } from '../../../renderer/shared/unit-choice.svelte.ts';
import { fileSizeText, NETWORK_RATE, quantityText, unitOfChart } from '../../../renderer/shared/units.ts';

const usual = { ...unitChoice };
afterEach(() => Object.assign(unitChoice, usual));

const shown = (value: number, unit: string): string => quantityText(value, unit, 'en').replace('\u00a0', ' ');

test('temperatures are shown in the unit that is chosen', () => {
  const texts = (['Cel', '[degF]', 'K'] as const).map((temperature) => {
    unitChoice.temperature = temperature;
    return shown(71, 'Cel');
  });
  expect(texts).toEqual(['71 °C', '160 °F', '344 K']);
});

test('sizes go in the steps that are chosen, memory and files alike', () => {
  const texts = (['usual', '1000', '1024'] as const).map((sizes) => {
    unitChoice.sizes = sizes;
    return [shown(2 ** 30, 'By'), shown(5e6, 'By/s'), fileSizeText(871_000, 'en').replace('\u00a0', ' ')];
  });
  expect(texts).toEqual([
    ['1.0 GiB', '5.0 MB/s', '871 kB'],
    ['1.1 GB', '5.0 MB/s', '871 kB'],
    ['1.0 GiB', '4.8 MiB/s', '851 KiB'],
  ]);
});

test('a network is shown in bits where that is chosen, and a disk never', () => {
  unitChoice.network = 'bits';
  const network = unitOfChart({ unit: 'By/s', metrics: ['system.network.io.receive', 'system.network.io.transmit'] });
  const disk = unitOfChart({ unit: 'By/s', metrics: ['system.disk.io.read'] });
  expect([network, disk]).toEqual([NETWORK_RATE, 'By/s']);
  expect([shown(2_500_000, network!), shown(2_500_000, disk!)]).toEqual(['20 Mbit/s', '2.5 MB/s']);
});

test('the clock has twelve hours where that is chosen', () => {
  const evening = new Date(2026, 10, 22, 20, 4, 8).getTime();
  const texts = (['24', '12'] as const).map((clock) => {
    unitChoice.clock = clock;
    return [minuteText(evening, 'en'), secondText(evening, 'en')];
  });
  expect(texts).toEqual([
    ['20:04', '20:04:08'],
    ['8:04 pm', '8:04:08 pm'],
  ]);
});
