import { expect, test } from 'vitest';
import { sensorTable } from '../../../engine/cli/sensor-table.ts';

const readings = [
  { metric: 'system.network.dropped.transmit', entity: 'enp0s31f6', value: 1.5, unit: '{packet}/s', note: null },
  { metric: 'hw.temperature', entity: 'nct6798 0000:03:00.0 SYSTIN', value: 41, unit: 'Cel', note: null },
];

test('the end of a metric and the beginning of an entity are kept where there is no room, and values are whole', () => {
  expect(sensorTable(readings, 60)).toBe(`METRIC                ENTITY                VALUE  UNIT
…rk.dropped.transmit  enp0s31f6              1.50  packets/s
hw.temperature        nct6798 0000:03:00.…   41.0  °C
`);
});

test('the lines are no wider than the terminal, as far as names can give way', () => {
  const widest = [80, 50, 42, 20].map((columns) =>
    Math.max(
      ...sensorTable(readings, columns)
        .split('\n')
        .map((line) => [...line].length),
    ),
  );
  expect(widest.map((width, i) => width <= [80, 50, 42, 20][i]!)).toEqual([true, true, true, false]);
});

test('a note has a column of its own, which is there only where there is one', () => {
  const frozen = readings.map((reading) => ({ ...reading, note: 'has not moved for 10 min' }));
  expect([sensorTable(readings).includes('NOTE'), sensorTable(frozen).split('\n')[0]!.endsWith('NOTE')]).toEqual([
    false,
    true,
  ]);
});
