import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { gapReason, toldReason } from '../../../renderer/charts/gap-reason.ts';

const gap = { from: 100_000, to: 200_000 };
const event = (kind: 'started' | 'stopped' | 'failed' | 'restarting' | 'warning' | 'finished', at: number) => ({
  kind,
  at,
  message: '',
  seconds: 0,
});

test('a gap says what happened to its pipeline in it', () => {
  deepEqual(
    [
      [],
      [event('warning', 150_000)],
      [event('stopped', 101_000), event('started', 199_000)],
      [event('finished', 98_000)],
      [event('restarting', 150_000), event('stopped', 160_000)],
      [event('started', 202_000)],
      [event('stopped', 90_000)],
    ].map((events) => gapReason(gap, events)),
    ['none', 'none', 'stopped', 'stopped', 'failed', 'closed', 'none'],
  );
});

test('what the source says of a gap is its reason; of a sensor that fails, in the charts of its metric', () => {
  const told = (message: string, at: number, seconds: number) => ({ kind: 'gap' as const, at, message, seconds });
  deepEqual(
    [
      [told('suspend', 200_500, 100)],
      [event('stopped', 150_000), told('clock step', 150_000, 1)],
      [told('suspend', 90_000, 20)],
      [told('suspend', 250_000, 20)],
      [told('sensor failed: hw.temperature k10temp Tctl', 200_000, 90)],
      [told('sensor failed: hw.fan.speed', 200_000, 90)],
      [event('failed', 150_000)],
    ].map((events) => toldReason(gap, events, ['hw.temperature'])),
    ['suspend', 'clock step', null, null, 'sensor failed: hw.temperature k10temp Tctl', null, null],
  );
});

test('of two gaps side by side each has its own reason, whichever came last', () => {
  const told = (message: string, at: number, seconds: number) => ({ kind: 'gap' as const, at, message, seconds });
  const events = [told('app stopped', 208_000, 6), told('pipeline stopped', 200_000, 99)];
  deepEqual(
    [gap, { from: 201_000, to: 208_000 }].map((each) => toldReason(each, events, [])),
    ['pipeline stopped', 'app stopped'],
  );
});
