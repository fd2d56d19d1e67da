import { describe, expect, test } from 'vitest';
import { watermarkOnly } from '../../../engine/data/batch.ts';
import type { Batch } from '../../../engine/data/batch.ts';
import { BatchBuilder } from '../../../engine/data/batch-builder.ts';
import { toRows } from '../../../engine/data/rows.ts';
import type { Row } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { BufferPool } from '../../../engine/exchange/buffer-pool.ts';
import { Dealing } from '../../../engine/exchange/dealing.ts';
import { Merge } from '../../../engine/exchange/merge.ts';
import { OutgoingQueue } from '../../../engine/exchange/outgoing.ts';
import { ParcelReader } from '../../../engine/exchange/parcel-reader.ts';
import { ParcelWriter } from '../../../engine/exchange/parcel-writer.ts';
import type { Parcel } from '../../../engine/exchange/parcel.ts';
import { Random } from '../../contract/random/random.ts';
import { watermarksBefore } from '../../support/batches.ts';

const SCHEMA: Schema = [
  { name: 'key', type: 'string' },
  { name: 'n', type: 'bigint' },
  { name: 'x', type: 'double' },
  { name: 'is', type: 'boolean' },
  { name: 'text', type: 'string' },
];

/** Rows in batches of random sizes, under watermarks that rise at random; some of them have nulls, places in a file, another dictionary. */
function randomBatches(random: Random): Batch[] {
  let builder = new BatchBuilder(SCHEMA);
  let watermark = -Infinity;
  let n = 0;
  return Array.from({ length: random.integer(1, 12) }, () => {
    if (random.chance(0.2)) builder = new BatchBuilder(SCHEMA);
    const first = watermark;
    const before: number[] = [];
    const length = random.chance(0.2) ? 0 : random.integer(1, 30);
    for (let i = 0; i < length; i++) {
      before.push(watermark);
      if (random.chance(0.4)) watermark = Math.max(watermark, 0) + random.integer(0, 3);
      const text = random.chance(0.1) ? null : `text ${random.integer(0, 40)} é`;
      const key = random.chance(0.05) ? null : `key ${random.integer(0, 9)}`;
      builder.appendRow([key, n++, random.chance(0.1) ? null : n / 7, n % 3 === 0, text]);
    }
    const isConstant = before.every((each) => each === first);
    const origin = random.chance(0.5) ? { file: 'a.csv', lines: Float64Array.from(before, (_, i) => i + 1) } : null;
    return {
      ...builder.take(origin),
      eventTimes: Float64Array.from(before, (_, i) => n + i),
      watermarksBefore: isConstant ? first : Float64Array.from(before),
      watermark,
    };
  });
}

/** Hands a parcel over, as between threads: what is left behind cannot be read any more. */
function handedOver(parcel: Parcel): Parcel {
  return structuredClone(parcel, { transfer: [parcel.buffer] });
}

interface FullRow extends Row {
  readonly before: number;
  readonly time: number;
  readonly line: number | null;
}

function fullRows(batches: readonly Batch[]): FullRow[] {
  return batches.flatMap((batch) =>
    toRows(batch).map((row, i) => ({
      ...row,
      before: watermarksBefore(batch)[i]!,
      time: batch.eventTimes![i]!,
      line: batch.origin?.lines[i] ?? null,
    })),
  );
}

const groups = (rows: readonly FullRow[], of: (row: FullRow) => unknown): FullRow[][] => [
  ...rows
    .reduce((all, row) => all.set(of(row), [...(all.get(of(row)) ?? []), row]), new Map<unknown, FullRow[]>())
    .values(),
];

describe('a channel', () => {
  test('gives the rows of each of its receivers as they were, with their times, places and watermarks', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = new Random(seed);
      const batches = randomBatches(random);
      const parallelism = random.integer(1, 5);
      const dealing = new Dealing([0], parallelism);
      const pool = new BufferPool();
      const writers = Array.from({ length: parallelism }, (_, i) => new ParcelWriter([SCHEMA], { receiver: i, pool }));
      const readers = writers.map(() => new ParcelReader([SCHEMA]));
      const queue = new OutgoingQueue();
      const found: FullRow[] = [];
      for (const batch of batches) {
        queue.add(0, batch, dealing.deal(batch));
        if (random.chance(0.5)) continue;
        const outgoing = queue.take();
        writers.forEach((writer, i) => {
          const parcel = handedOver(writer.write(outgoing));
          const items = readers[i]!.read(parcel);
          found.push(...fullRows(items.map((item) => item.batch!)));
          expect(items.at(-1)!.batch!.watermark).toBe(batch.watermark);
          new Float64Array(parcel.buffer).fill(NaN);
          pool.give(parcel.buffer);
        });
      }
      const outgoing = queue.take();
      writers.forEach((writer, i) =>
        found.push(...fullRows(readers[i]!.read(writer.write(outgoing)).map((item) => item.batch!))),
      );
      const inOrder = (rows: FullRow[]): FullRow[] => rows.sort((a, b) => Number(a['n']) - Number(b['n']));
      expect(inOrder(found), `seed ${seed}`).toEqual(fullRows(batches));
    }
  });

  test('sends a string once, however many parcels and dictionaries it comes with', () => {
    const builders = [new BatchBuilder(SCHEMA), new BatchBuilder(SCHEMA)];
    const writer = new ParcelWriter([SCHEMA], { pool: new BufferPool() });
    const sent = [0, 1, 0, 1].map((which) => {
      builders[which]!.appendRow(['key', 1, 2, true, 'text']);
      const queue = new OutgoingQueue();
      queue.add(0, builders[which]!.take(), null);
      return writer.write(queue.take()).texts;
    });
    expect(sent).toEqual([['key', 'text'], ['key', 'text'], [], []]);
  });

  test('tells all watermarks that come with batches of no rows', () => {
    const queue = new OutgoingQueue();
    const empty = { ...watermarkOnly(SCHEMA, 9), watermarksPassed: Float64Array.of(3, 5, 9) };
    queue.add(0, empty, null);
    queue.add(0, { ...watermarkOnly(SCHEMA, 14), watermarksPassed: Float64Array.of(9, 12) }, null);
    const parcel = new ParcelWriter([SCHEMA], { pool: new BufferPool() }).write(queue.take());
    const [item] = new ParcelReader([SCHEMA]).read(parcel);
    expect([...item!.batch!.watermarksPassed!]).toEqual([3, 5, 9, 12, 14]);
    const merged = new Merge(SCHEMA).merge([[empty, watermarkOnly(SCHEMA, 14)]]);
    expect([...merged.watermarksPassed!]).toEqual([3, 5, 9, 14]);
  });

  test('keeps the watermarks that came with a batch, though their array is filled anew while it waits', () => {
    const queue = new OutgoingQueue();
    const passed = Float64Array.of(3, 5, 9);
    queue.add(0, { ...watermarkOnly(SCHEMA, 9), watermarksPassed: passed }, null);
    passed.set([11, 12, 13]);
    const parcel = new ParcelWriter([SCHEMA], { pool: new BufferPool() }).write(queue.take());
    const [item] = new ParcelReader([SCHEMA]).read(parcel);
    expect([...item!.batch!.watermarksPassed!]).toEqual([3, 5, 9]);
  });

  test('tells that an edge is idle between the rows before and after', () => {
    const builder = new BatchBuilder(SCHEMA);
    const one = (n: number): Batch => {
      builder.appendRow(['key', n, 2, true, 'text']);
      return builder.take();
    };
    const queue = new OutgoingQueue();
    queue.add(1, one(1), null);
    queue.add(1, one(2), null);
    queue.idle(1);
    queue.add(0, one(3), null);
    queue.add(1, one(4), null);
    const parcel = new ParcelWriter([SCHEMA, SCHEMA], { pool: new BufferPool() }).write(queue.take());
    const items = new ParcelReader([SCHEMA, SCHEMA]).read(handedOver(parcel));
    const told = items.map(({ edge, batch }) => [edge, batch === null ? 'idle' : toRows(batch).map((row) => row['n'])]);
    expect(told).toEqual([
      [1, [1, 2]],
      [1, 'idle'],
      [0, [3]],
      [1, [4]],
    ]);
  });
});

describe('what was dealt to subtasks and is merged again', () => {
  test('is the stream that it was, up to the order of rows of different keys under one watermark', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = new Random(seed);
      const batches = randomBatches(random);
      const parallelism = random.integer(1, 5);
      const dealing = new Dealing([0], parallelism);
      const queue = new OutgoingQueue();
      for (const batch of batches) queue.add(0, batch, dealing.deal(batch));
      const outgoing = queue.take();
      const streams = Array.from({ length: parallelism }, (_, i) => {
        const parcel = new ParcelWriter([SCHEMA], { receiver: i, pool: new BufferPool(), tellsPassed: i === 0 }).write(
          outgoing,
        );
        return new ParcelReader([SCHEMA]).read(parcel).map((item) => item.batch!);
      });
      const merged = new Merge(SCHEMA).merge(streams);
      const [expected, found] = [fullRows(batches), fullRows([merged])].map((rows) =>
        rows.map((row): FullRow => ({ ...row, line: null })),
      ) as [FullRow[], FullRow[]];
      expect(
        found.map(({ before }) => before),
        `seed ${seed}`,
      ).toEqual(expected.map(({ before }) => before));
      for (const of of [(row: FullRow) => row['key'], (row: FullRow) => row.before]) {
        const sets = (rows: FullRow[]): unknown =>
          new Map(
            groups(rows, of).map((group) => [
              of(group[0]!),
              of(group[0]!) === group[0]!['key'] ? group : new Set(group.map((each) => JSON.stringify(each))),
            ]),
          );
        expect(sets(found), `seed ${seed}`).toEqual(sets(expected));
      }
      expect(merged.watermark).toBe(batches.at(-1)!.watermark);
      const passed = new Set(merged.watermarksPassed ?? watermarksBefore(merged));
      expect(
        [...expected.map(({ before }) => before)].every(
          (each) => passed.has(each) || each === -Infinity || each === watermarksBefore(merged)[0],
        ),
      ).toBe(true);
    }
  });
});
