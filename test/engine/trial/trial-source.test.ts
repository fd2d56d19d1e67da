import { expect, test } from 'vitest';
import { fromRows, toRows } from '../../../engine/data/rows.ts';
import type { Row } from '../../../engine/data/rows.ts';
import { RowHolder } from '../../../engine/trial/held-rows.ts';
import { createHeldSource, fitted, type Fit } from '../../../engine/trial/trial-source.ts';

const SCHEMA = [
  { name: 'metric', type: 'string' },
  { name: 'host', type: 'string' },
  { name: 'value', type: 'double' },
] as const;
const rows = [
  { metric: 'cpu.a', host: 'h', value: 1 },
  { metric: 'disk', host: 'h', value: 2 },
  { metric: 'cpu.b', host: 'h', value: 3 },
];

/** All that a source of these rows gives until it ends or waits, and what it told. */
async function given(fit: Partial<Fit>, isCut = true): Promise<{ rows: readonly Row[]; told: readonly string[] }> {
  const holder = new RowHolder();
  for (const row of rows) holder.hold(fromRows(SCHEMA, [row]), row.value * 10);
  const told: string[] = [];
  const held = createHeldSource(holder.rows(SCHEMA), (at) => told.push(`at ${at}`));
  const source = fitted(isCut ? held : { ...held, isCut: false }, {
    schema: SCHEMA,
    metrics: [],
    rowsMax: 100,
    onEnd: (end) => {
      told.push(end);
      stopped.abort();
    },
    ...fit,
  });
  const stopped = new AbortController();
  const all: Row[] = [];
  await source.open();
  while (!stopped.signal.aborted) all.push(...toRows((await source.poll(stopped.signal)) ?? fromRows(SCHEMA, [])));
  return { rows: all, told };
}

test('held rows come in their order, each as of the moment at which it came, and have no end that fires windows', async () => {
  expect(await given({})).toEqual({ rows, told: ['at 10', 'at 20', 'at 30', 'cut'] });
});

test('a source that has an end ends', async () => {
  expect((await given({}, false)).told.at(-1)).toBe('ended');
});

test('only the columns of the node, the metrics that it asks for, and as many rows as may be tried', async () => {
  const columns = [SCHEMA[2], SCHEMA[0]];
  expect((await given({ schema: columns, metrics: ['cpu.*'] })).rows).toEqual([
    { value: 1, metric: 'cpu.a' },
    { value: 3, metric: 'cpu.b' },
  ]);
  expect(await given({ rowsMax: 2 }, false)).toEqual({ rows: rows.slice(0, 2), told: ['at 10', 'at 20', 'cut'] });
});
