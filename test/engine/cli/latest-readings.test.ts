import { expect, test } from 'vitest';
import { LatestReadings } from '../../../engine/cli/latest-readings.ts';
import { FakeReader } from '../sensors/support/fake-reader.ts';
import { FakeTime } from '../sensors/support/fake-time.ts';

test('a slow sensor is shown with its age until two of its turns have passed', () => {
  const time = new FakeTime(0);
  const reader = new FakeReader('a', 2000);
  const latest = new LatestReadings([reader], time);
  latest.put([reader.reading(1)]);
  time.skip(6000);
  latest.put([]);
  const ages = latest.all().map(({ ageMs }) => ageMs);
  time.skip(1000);
  latest.put([]);
  expect([ages, latest.all()]).toEqual([[6000], []]);
});

test('a measured value that is the same to the last digit for ten minutes is called frozen; a share is not', () => {
  const time = new FakeTime(0);
  const latest = new LatestReadings([], time);
  const told = (minutes: number, celsius: number): string[] => {
    for (let i = 0; i < minutes * 60; i++) {
      time.skip(1000);
      latest.put([
        { metric: 'hw.temperature', entity: 'a', value: celsius, unit: 'Cel' },
        { metric: 'hw.fan.speed', entity: 'stopped', value: 0, unit: 'rpm' },
        { metric: 'hw.battery.charge', entity: 'full', value: 1, unit: '1' },
      ]);
    }
    return latest.all().map(({ confidence }) => confidence);
  };
  expect([told(10, 80), told(1, 80), told(1, 81)]).toEqual([
    ['good', 'good', 'good'],
    ['frozen', 'good', 'good'],
    ['good', 'good', 'good'],
  ]);
});
