import { expect, test } from 'vitest';
import { Jumps } from '../../../engine/sensors/jumps.ts';

function believed(values: readonly number[], jumps = new Jumps(40)): number[] {
  return values.filter((value) => jumps.isBelievable('a', value));
}

test('a single wild value is left out, and a step that stays is believed from its second reading on', () => {
  expect([believed([50, 52, 127, 53]), believed([50, 95, 96, 97]), believed([50, 127, 5, 51])]).toEqual([
    [50, 52, 53],
    [50, 96, 97],
    [50, 51],
  ]);
});

test('each sensor is by itself, and after a gap anything is believed', () => {
  const jumps = new Jumps(40);
  const first = believed([50], jumps);
  expect([first, jumps.isBelievable('b', 120), believed([120], jumps)]).toEqual([[50], true, []]);
  jumps.forget();
  expect(believed([120], jumps)).toEqual([120]);
});
