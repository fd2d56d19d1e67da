import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ClockWatch } from '../../../engine/sensors/clock-watch.ts';
import { FakeTime } from './support/fake-time.ts';

function setup(): { time: FakeTime; watch: ClockWatch; look: () => unknown } {
  const time = new FakeTime(1_000_000);
  const watch = new ClockWatch(time);
  return { time, watch, look: () => watch.look(Infinity, 'app stopped') };
}

test('a wall clock that jumps ahead of the monotonic one means a suspend', () => {
  const { time, look } = setup();
  time.skip(1000);
  const awake = look();
  time.skip(1000);
  time.step(3_600_000);
  expect([awake, look(), look()]).toEqual([null, { reason: 'suspend', seconds: 3600 }, null]);
});

test('a wall clock that is set back is a clock step, and time goes on without going back', () => {
  const { time, watch, look } = setup();
  time.skip(1000);
  time.step(-60_000);
  const before = watch.now;
  expect([look(), watch.now - before, watch.aheadMs]).toEqual([{ reason: 'clock step', seconds: 60 }, 1000, 60_000]);
});

test('after it was set back, time runs a tenth slower until the clock has caught up', () => {
  const { time, watch, look } = setup();
  time.step(-2000);
  look();
  const ahead = [0, 1, 2].map(() => {
    time.skip(9000);
    look();
    return watch.aheadMs;
  });
  expect([ahead, watch.now === time.now()]).toEqual([[1100, 200, 0], true]);
});

test('a clock that is set right again after it was set back is a clock step, not a suspend', () => {
  const { time, watch, look } = setup();
  time.step(-60_000);
  look();
  time.step(60_000);
  expect([look(), watch.aheadMs]).toEqual([{ reason: 'clock step', seconds: 60 }, 0]);
});

test('being called far too late is a gap, although the clocks agree', () => {
  const { time, watch } = setup();
  time.skip(7000);
  expect(watch.look(1_001_000, 'app stopped')).toEqual({ reason: 'app stopped', seconds: 6 });
});

test('half a second of difference is discipline, not a step', () => {
  const { time, look } = setup();
  time.step(500);
  const ahead = look();
  time.step(-500);
  expect([ahead, look()]).toEqual([null, null]);
});

test('time goes back by no more than the tolerance, whatever is done to the clock', () => {
  const step = fc.record({ skip: fc.nat(10_000), step: fc.integer({ min: -1e7, max: 1e7 }) });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const { time, watch, look } = setup();
      for (const { skip, step: by } of steps) {
        const before = watch.now;
        time.skip(skip);
        time.step(by);
        look();
        expect(watch.now).toBeGreaterThanOrEqual(before - 500);
      }
    }),
  );
});
