import { expect, test } from 'vitest';
import { fromRows } from '../../../engine/data/rows.ts';
import { ConsolePort, createConsoleSink } from '../../../engine/sinks/console.ts';

const SCHEMA = [{ name: 'n', type: 'bigint' }] as const;
const batch = (rows: number) =>
  fromRows(
    SCHEMA,
    Array.from({ length: rows }, (_, n) => ({ n })),
  );

test('there is room until as many rows as the buffer holds, or four blocks, are on their way', () => {
  const port = new ConsolePort(() => undefined, { rowsMax: 10 });
  const sink = createConsoleSink(SCHEMA, port);
  const isFull = (): boolean => sink.room() !== null;
  sink.receive(batch(9));
  const before = [sink.queued!(), isFull()];
  sink.receive(batch(1));
  const full = [sink.queued!(), isFull()];
  port.taken();
  const after = [sink.queued!(), isFull()];
  for (let i = 0; i < 3; i++) sink.receive(batch(1));
  expect([before, full, after, [sink.queued!(), isFull()]]).toEqual([
    [9, false],
    [10, true],
    [1, false],
    [4, true],
  ]);
});

test('what waits for room goes on once a block is written out', async () => {
  const port = new ConsolePort(() => undefined, { rowsMax: 5 });
  const sink = createConsoleSink(SCHEMA, port);
  sink.receive(batch(5));
  const room = sink.room();
  port.taken();
  await expect(room).resolves.toBe(undefined);
});
