import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AxisLimits, axisTicks, niceLimits, onAxis } from '../../../renderer/charts/axis.ts';

const MB = 1e6;
const GiB = 2 ** 30;

test('shares have a fixed axis from 0 to 100 percent, unless one is larger', () => {
  expect(niceLimits('1', { min: 0.2, max: 0.3 })).toEqual({ min: 0, max: 1 });
  expect(niceLimits('1', { min: 0, max: 1.9 })).toEqual({ min: 0, max: 3 });
});

test('rates and sizes begin at zero and end where three steps are round', () => {
  expect(niceLimits('By/s', { min: 5 * MB, max: 410 * MB })).toEqual({ min: 0, max: 450 * MB });
  expect(niceLimits('By', { min: 8 * GiB, max: 9.1 * GiB })).toEqual({ min: 0, max: 12 * GiB });
});

test('bytes at rest have an axis of kilobytes, on which a few of them stay at the bottom', () => {
  expect(niceLimits('By/s', { min: 0, max: 66 })).toEqual({ min: 0, max: 3000 });
  expect(niceLimits('By', { min: 0, max: 0 })).toEqual({ min: 0, max: 3 * 1024 });
  expect(niceLimits(null, { min: 0, max: 0 })).toEqual({ min: 0, max: 1 });
});

test('no value lies on the edge of its axis', () => {
  expect(niceLimits('By', { min: 0, max: 5.99 * GiB }).max).toBe(9 * GiB);
  expect(niceLimits('Cel', { min: 54, max: 54 })).toEqual({ min: 53.5, max: 55 });
});

test('temperatures follow their range on both sides', () => {
  expect(niceLimits('Cel', { min: 41, max: 71 })).toEqual({ min: 40, max: 100 });
  expect(niceLimits('Cel', { min: -5, max: -4 })).toEqual({ min: -6, max: -3 });
});

test('before the first value there is an axis that is not shown', () => {
  expect(niceLimits('By', { min: NaN, max: NaN })).toEqual({ min: 0, max: 1 });
});

test('an axis grows at once and shrinks after ten seconds below half', () => {
  const axis = new AxisLimits();
  const tops = [
    [100, 0],
    [860, 1],
    [100, 2],
    [100, 11.9],
    [100, 12.1],
  ].map(([max, seconds]) => axis.next('Hz', { min: 0, max: max! }, seconds! * 1000).max);
  expect(tops).toEqual([150, 900, 900, 900, 150]);
});

test('values that come back within ten seconds keep the axis', () => {
  const axis = new AxisLimits();
  const tops = [860, 100, 800, 100].map((max, index) => axis.next('Hz', { min: 0, max }, index * 6000).max);
  expect(tops).toEqual([900, 900, 900, 900]);
});

test('a level that is near is on the axis, and one that would squash the readings is not', () => {
  const top = (unit: string, max: number, level: number): number =>
    new AxisLimits().next(unit, { min: 0, max }, 0, [{ value: level }]).max;
  expect([100, 170, 280, 400].map((level) => top('Hz', 100, level))).toEqual([150, 300, 300, 150]);
  expect(top('1', 0.02, 0.9)).toBe(1);
  expect(top('1', 0.02, 90)).toBe(1);
});

test('an idle temperature has its limit in sight, as long as that is not from another world', () => {
  const of = (min: number, max: number, level: number): unknown =>
    new AxisLimits().next('Cel', { min, max }, 0, [{ value: level }]);
  expect(of(40, 44, 90)).toEqual({ min: 25, max: 100 });
  expect(of(50, 52, 85)).toEqual({ min: 40, max: 100 });
  expect(of(30, 31, 900)).toEqual({ min: 29, max: 32 });
});

test('readings that sink far below a level lose it after ten seconds, and a level that is taken away grows no axis', () => {
  const axis = new AxisLimits();
  const tops = [
    [100, 0],
    [20, 1],
    [20, 12],
  ].map(([max, seconds]) => axis.next('Hz', { min: 0, max: max! }, seconds! * 1000, [{ value: 180 }]).max);
  expect(tops).toEqual([300, 300, 30]);
  expect(axis.next('Hz', { min: 0, max: 20 }, 13_000).max).toBe(30);
});

test('the levels that an axis reaches are those on it, its ends among them', () => {
  const levels = [0, 50, 100, 101].map((value) => ({ value }));
  expect(onAxis(levels, { min: 0, max: 100 }).map(({ value }) => value)).toEqual([0, 50, 100]);
  expect(onAxis(levels, { min: 0, max: 101 })).toBe(levels);
});

test('four hairlines stand at equal steps', () => {
  expect(axisTicks({ min: 30, max: 105 })).toEqual([30, 55, 80, 105]);
});

test('all values lie on their axis, and fill a third of it at least', () => {
  const units = fc.constantFrom('By', 'By/s', 'Cel', '1', null);
  fc.assert(
    fc.property(units, fc.double({ min: 0.001, max: 1e12, noNaN: true }), (unit, max) => {
      const limits = niceLimits(unit, { min: 0, max });
      expect(limits.min).toBeLessThanOrEqual(0);
      expect(limits.max).toBeGreaterThanOrEqual(max * (1 - 1e-9));
      if (unit !== '1' && unit !== 'Cel') expect(limits.max).toBeLessThanOrEqual(Math.max(max * 3.13, 3072));
    }),
  );
});
