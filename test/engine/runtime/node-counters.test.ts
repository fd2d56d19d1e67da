import { expect, test } from 'vitest';
import { NodeCounters, WorkMeter } from '../../../engine/runtime/node-counters.ts';

const NOTHING = { at: 0, queued: 0, state: null };

function node(role: string): NodeCounters {
  return new NodeCounters(role, role);
}

const times = (counters: NodeCounters, now: number): readonly number[] => {
  const { busyMs, backpressuredMs } = counters.snapshot(now, NOTHING);
  return [busyMs, backpressuredMs];
};

test('a sink that is full is at work, and what feeds it is backpressured, also while nobody can tell how long', () => {
  const [source, sink] = [node('source'), node('sink')];
  for (const each of [source, sink]) each.hold(100);
  const during = [times(source, 130), times(sink, 130)];
  for (const each of [source, sink]) each.release(200);
  expect([during, times(source, 500), times(sink, 500)]).toEqual([
    [
      [0, 30],
      [30, 0],
    ],
    [0, 100],
    [100, 0],
  ]);
});

test('two sources that wait for one sink make one time of it', () => {
  const sink = node('sink');
  sink.hold(0);
  sink.hold(40);
  sink.release(60);
  sink.release(100);
  expect(times(sink, 200)).toEqual([100, 0]);
});

test('of three chained nodes the slow one is busy, those before it are backpressured, those after it are idle', () => {
  let now = 0;
  const meter = new WorkMeter({ now: () => 0, monotonic: () => now });
  const [source, slow, sink] = [node('source'), node('operator'), node('sink')];
  for (let second = 0; second < 10; second++) {
    const finish = (ms: number): void => void (now += ms);
    const slowDown = (ms: number): void => {
      now += ms;
      meter.run(sink, finish, 2);
    };
    const read = (ms: number): void => {
      now += ms;
      meter.run(slow, slowDown, 95);
    };
    meter.run(source, read, 3);
  }
  expect([source, slow, sink].map((each) => times(each, now))).toEqual([
    [30, 970],
    [950, 20],
    [20, 0],
  ]);
});
