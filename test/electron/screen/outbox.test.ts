import fc from 'fast-check';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { serialize } from 'node:v8';
import { test } from 'vitest';
import type { Frame, SeriesPoints } from '../../../electron/ipc/contract.ts';
import { Outbox } from '../../../electron/screen/outbox.ts';

function points(chart: string, ...times: number[]): SeriesPoints {
  const column = Float64Array.from(times);
  return { chart, series: 's', unit: null, times: column, values: column };
}

function open(capacity: number): { outbox: Outbox; frames: Frame[] } {
  const frames: Frame[] = [];
  const outbox = new Outbox(capacity, (frame) => frames.push(frame));
  outbox.open();
  return { outbox, frames };
}

/** A frame as plain values that compare. */
function plain({ sequence, series, dropped }: Frame): unknown {
  return { sequence, dropped, series: series.map(({ chart, times }) => [chart, ...times]) };
}

function give(outbox: Outbox, ...all: SeriesPoints[]): void {
  for (const each of all) outbox.put(each);
  outbox.flush();
}

test('points that come while a frame is in flight wait, and go together in the next one', () => {
  const { outbox, frames } = open(100);
  give(outbox, points('a', 1));
  give(outbox, points('a', 2), points('b', 3));
  give(outbox, points('a', 4));
  outbox.drawn(1);
  deepEqual(frames.map(plain), [
    { sequence: 1, dropped: 0, series: [['a', 1]] },
    {
      sequence: 2,
      dropped: 0,
      series: [
        ['a', 2, 4],
        ['b', 3],
      ],
    },
  ]);
});

test('past its capacity the oldest points are given up and counted', () => {
  const { outbox, frames } = open(3);
  give(outbox, points('a', 0));
  give(outbox, points('a', 1, 2), points('b', 3), points('a', 4, 5));
  outbox.drawn(1);
  deepEqual(frames.slice(1).map(plain), [
    {
      sequence: 2,
      dropped: 2,
      series: [
        ['b', 3],
        ['a', 4, 5],
      ],
    },
  ]);
});

test('a page that does not look gets nothing until it looks again', () => {
  const { outbox, frames } = open(100);
  outbox.pause();
  give(outbox, points('a', 1));
  give(outbox, points('a', 2));
  equal(frames.length, 0);
  outbox.resume();
  deepEqual(frames.map(plain), [{ sequence: 1, dropped: 0, series: [['a', 1, 2]] }]);
});

test('a page that was loaded again begins with nothing in flight and nothing waiting', () => {
  const { outbox, frames } = open(100);
  give(outbox, points('a', 1));
  give(outbox, points('a', 2));
  outbox.open();
  give(outbox, points('a', 3));
  // The page before may still say that it has drawn.
  outbox.drawn(1);
  give(outbox, points('a', 4));
  deepEqual(frames.map(plain), [
    { sequence: 1, dropped: 0, series: [['a', 1]] },
    { sequence: 2, dropped: 0, series: [['a', 3]] },
  ]);
});

test('without a page nothing waits', () => {
  const { outbox, frames } = open(100);
  outbox.close();
  give(outbox, points('a', 1));
  outbox.open();
  outbox.flush();
  equal(frames.length, 0);
});

test('a frame stays below 64 KB, and what does not fit follows', () => {
  const { outbox, frames } = open(100_000);
  const times = Array.from({ length: 200 }, (_, i) => i);
  for (let i = 0; i < 100; i++) outbox.put({ ...points(`chart-${i}`, ...times), series: `line ${i}`, unit: 'By/s' });
  outbox.flush();
  for (let sequence = 1; sequence <= frames.length; sequence++) outbox.drawn(sequence);
  ok(1 < frames.length);
  for (const frame of frames) ok(serialize(frame).length < 64 * 1_024, `${serialize(frame).length} bytes`);
  const sent = frames.flatMap(({ series }) => series).reduce((sum, each) => sum + each.times.length, 0);
  equal(sent, 20_000);
});

type Action = { put: [chart: string, count: number] } | 'draw' | 'pause' | 'resume';

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ put: fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 12 })) }),
  },
  { weight: 4, arbitrary: fc.constant('draw' as const) },
  fc.constant('pause' as const),
  fc.constant('resume' as const),
);

test('never are two frames in flight, and every point is sent once, in order, or counted as given up', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 80 }), fc.integer({ min: 1, max: 30 }), (actions, capacity) => {
      let inFlight = 0;
      let next = 0;
      const sent: number[] = [];
      let dropped = 0;
      const outbox = new Outbox(capacity, (frame) => {
        equal(inFlight, 0, 'two frames in flight');
        inFlight = frame.sequence;
        dropped = frame.dropped;
        for (const { times } of frame.series) {
          deepEqual(
            [...times],
            [...times].sort((a, b) => a - b),
            'a series came out of order',
          );
          sent.push(...times);
        }
      });
      const draw = (): void => {
        const sequence = inFlight;
        inFlight = 0;
        outbox.drawn(sequence);
      };
      outbox.open();
      for (const each of actions) {
        if (each === 'draw') draw();
        else if (each === 'pause') outbox.pause();
        else if (each === 'resume') outbox.resume();
        else {
          const [chart, count] = each.put;
          give(outbox, points(chart, ...Array.from({ length: count }, () => next++)));
        }
      }
      outbox.resume();
      while (inFlight !== 0) draw();
      equal(new Set(sent).size, sent.length, 'a point was sent twice');
      equal(sent.length + dropped, next, 'a point is neither sent nor counted');
      if (next <= capacity) equal(dropped, 0, 'a point was given up below capacity');
    }),
  );
});
