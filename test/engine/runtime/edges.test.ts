import { describe, expect, test } from 'vitest';
import { edgesInto, metered, Output } from '../../../engine/runtime/edges.ts';
import type { Edge } from '../../../engine/runtime/edges.ts';
import { NodeCounters, WorkMeter } from '../../../engine/runtime/node-counters.ts';
import { collector, timedBatch, watermarksBefore } from '../../support/batches.ts';

const SCHEMA = [{ name: 'v', type: 'bigint' }] as const;
const rows = (...values: number[]): { v: number }[] => values.map((v) => ({ v }));

const edge = <T extends object>(receiver: T): T & { idle(): void } => ({ ...receiver, idle: () => undefined });

function twoInputs(out: ReturnType<typeof collector>, outputs: Output[] = []): readonly Edge[] {
  return edgesInto({ receivers: [out, out], schemas: [SCHEMA, SCHEMA], outputs, rule: 'union' });
}

describe('several inputs of one node', () => {
  test('rows pass at once, under the smallest watermark of all inputs', () => {
    const out = collector();
    const [left, right] = twoInputs(out);
    left!.receive(timedBatch(SCHEMA, rows(1, 2), { before: [-Infinity, 10], after: 20 }));
    right!.receive(timedBatch(SCHEMA, rows(3, 4), { before: [-Infinity, 15], after: 30 }));
    left!.receive(timedBatch(SCHEMA, rows(5), { before: 20, after: 40 }));
    expect(out.batches.map((batch) => [watermarksBefore(batch), batch.watermark])).toEqual([
      [[-Infinity, -Infinity], -Infinity],
      [[-Infinity, 15], 20],
      [[20], 30],
    ]);
  });

  test('an input that has ended holds nobody back, and the end comes with the last one', () => {
    const out = collector();
    const [left, right] = twoInputs(out);
    left!.receive(timedBatch(SCHEMA, rows(1), { before: -Infinity, after: 5 }));
    right!.receive(timedBatch(SCHEMA, [], { before: Infinity, after: Infinity }));
    left!.receive(timedBatch(SCHEMA, [], { before: Infinity, after: Infinity }));
    expect(out.batches.map(({ watermark }) => watermark)).toEqual([-Infinity, 5, Infinity]);
  });
});

test('nobody waits for an input that is idle, and a node is idle when all its inputs are', () => {
  const out = collector();
  const told: string[] = [];
  const output = new Output();
  output.add({ receive: () => undefined, idle: () => told.push('idle') });
  const [left, right] = twoInputs(out, [output]);
  left!.receive(timedBatch(SCHEMA, rows(1), { before: -Infinity, after: 5 }));
  right!.idle();
  left!.receive(timedBatch(SCHEMA, rows(2), { before: 5, after: 9 }));
  left!.idle();
  expect(out.batches.map(({ length, watermark }) => [length, watermark])).toEqual([
    [1, -Infinity],
    [0, 5],
    [1, 9],
    [0, 9],
  ]);
  expect(told).toEqual(['idle']);
});

describe('the outputs of a node', () => {
  test('everybody who reads gets every batch from when they came until they went', () => {
    const counters = new NodeCounters('n', 'source');
    const output = new Output(counters);
    const [first, second] = [edge(collector()), edge(collector())];
    output.add(first);
    output.receive(timedBatch(SCHEMA, rows(1, 2), { before: 0, after: 1 }));
    const leave = output.add(second);
    output.receive(timedBatch(SCHEMA, rows(3), { before: 1, after: 2 }));
    leave();
    output.receive(timedBatch(SCHEMA, rows(4), { before: 2, after: 3 }));
    expect([first, second].map(({ batches }) => batches.map(({ length }) => length))).toEqual([[2, 1, 1], [1]]);
    expect(counters.snapshot(0, { at: 0, queued: 0, state: null })).toMatchObject({ rowsOut: 4, watermark: 3 });
  });
});

describe('the time that nodes work', () => {
  test('is charged to the inner node while the outer one waits for it', () => {
    let now = 0;
    const clock = { now: () => 0, monotonic: () => now };
    const meter = new WorkMeter(clock);
    const [outer, inner] = [new NodeCounters('outer', 'operator'), new NodeCounters('inner', 'sink')];
    const sink = metered({ receive: () => (now += 7) }, inner, { meter });
    const operator = metered(
      {
        receive(batch) {
          now += 2;
          sink.receive(batch);
          now += 3;
        },
      },
      outer,
      { meter },
    );
    operator.receive(timedBatch(SCHEMA, rows(1), { before: 0, after: 0 }));
    expect([outer.busyMs, outer.backpressuredMs, outer.rowsIn]).toEqual([5, 7, 1]);
    expect([inner.busyMs, inner.backpressuredMs, inner.rowsIn]).toEqual([7, 0, 1]);
  });

  test('costs no function for each batch: all of a node are charged by the same one', () => {
    const works: unknown[] = [];
    const out = collector();
    const meter = {
      run<T>(_: NodeCounters, work: (given: T) => void, given: T): void {
        works.push(work);
        work(given);
      },
    };
    const sink = metered(out, new NodeCounters('out', 'sink'), { meter });
    for (const value of [1, 2, 3]) sink.receive(timedBatch(SCHEMA, rows(value), { before: 0, after: 0 }));
    expect([works.length, new Set(works).size, out.batches.length]).toEqual([3, 1, 3]);
  });

  test('after an exception the meter names the node that threw it', () => {
    const meter = new WorkMeter({ now: () => 0, monotonic: () => 0 });
    const broken = new NodeCounters('broken', 'operator');
    const failing = {
      receive: () => {
        throw new Error('x');
      },
    };
    expect(() => metered(failing, broken, { meter }).receive(timedBatch(SCHEMA, [], { before: 0, after: 0 }))).toThrow(
      'x',
    );
    expect(meter.working?.title).toBe('operator "broken"');
  });
});
