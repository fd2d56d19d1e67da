import { expect, test } from 'vitest';
import { CATALOGUE } from '../../../engine/sensors/catalogue/all.ts';
import { createReaders } from '../../../engine/sensors/index.ts';
import { systemClock } from '../../../engine/time/clock.ts';

const all = Object.values(CATALOGUE).flat();

test.each(['linux', 'darwin', 'win32'] as const)('the readers of %s share the table, each metric once', (platform) => {
  const names = createReaders({ platform }).flatMap(({ metrics }) => metrics.map(({ metric }) => metric));
  expect(names.sort()).toEqual(all.map(({ metric }) => metric).sort());
});

test('each metric has a name of ours, a unit, one line of meaning, a source, a method and a range', () => {
  const name = /^(system|process|hw|millrace)(\.[a-z0-9_]+)+$/;
  const isComplete = (text: string): boolean => 3 <= text.length && !/[\n|]/.test(text);
  const wrong = all.filter(({ metric, unit, meaning, source, method, range: [least, most] }) => {
    const isNamed = name.test(metric) && unit !== '' && /^[^A-Z]/.test(meaning);
    return !isNamed || ![meaning, source, method].every(isComplete) || !(least < most);
  });
  expect(wrong).toEqual([]);
});

test.runIf(process.platform === 'linux')('what this machine tells is in the table, in its unit and range', async () => {
  const byName = new Map(all.map((description) => [description.metric, description]));
  for (const reader of createReaders()) {
    await reader.read(systemClock);
    const until = systemClock.monotonic() + 20;
    while (systemClock.monotonic() < until);
    const readings = await reader.read(systemClock);
    reader.close();
    const wrong = readings.filter(({ metric, value, unit }) => {
      const { unit: expected = '', range: [least, most] = [0, 0] } = byName.get(metric) ?? {};
      return unit !== expected || !(least <= value && value <= most);
    });
    expect(wrong).toEqual([]);
  }
});
