import { deepEqual } from 'node:assert/strict';
import { describe, test } from 'vitest';
import * as api from '../../../engine/api/index.ts';

const { avg, desc, asc, delta, ewma, fromRows, lag, rateOfChange, Tumbling } = api;

const COLUMNS = { ts: 'timestamp', sensor: 'string', value: 'double' } as const;
const ROWS = [
  { ts: 1000, sensor: 'a', value: 1 },
  { ts: 2000, sensor: 'b', value: 4 },
  { ts: 3000, sensor: 'a', value: 1 },
  { ts: 5000, sensor: 'a', value: 7 },
  { ts: 7000, sensor: 'b', value: 2 },
];

type Rows = api.DataStream<typeof COLUMNS, true>;

/** What `build` makes of the rows, once the document of the same pipeline was found to be a plan. */
async function resultsOf<C extends api.Columns, T extends boolean>(build: (rows: Rows) => api.DataStream<C, T>) {
  const env = api.streamEnvironment();
  const timed = { eventTime: { column: 'ts' } } as const;
  const results = build(env.fromSource('rows', fromRows(COLUMNS, ROWS, timed))).collect();
  const { nodes } = env.plan();
  await env.execute();
  const columns = nodes.at(-1)!.schema.map(({ name }) => name);
  return { columns, rows: results.rows.map((row) => columns.map((name) => (row as Record<string, unknown>)[name])) };
}

describe('operators of a program give the rows that the contract says:', () => {
  test('union', async () => {
    deepEqual(await resultsOf((rows) => rows.filter('value > 6').union(rows.filter('value < 2')).select('value')), {
      columns: ['value'],
      rows: [[1], [1], [7]],
    });
  });

  test('deduplicate', async () => {
    const rows = [
      ['a', 1],
      ['b', 4],
      ['a', 7],
      ['b', 2],
    ];
    deepEqual(
      await resultsOf((all) =>
        all
          .keyBy('sensor')
          .deduplicate({ keep: 'changed', on: ['value'] })
          .select('sensor', 'value'),
      ),
      { columns: ['sensor', 'value'], rows },
    );
    deepEqual(await resultsOf((all) => all.keyBy('sensor').deduplicate({ ttl: '5s' }).select('sensor', 'value')), {
      columns: ['sensor', 'value'],
      rows: [rows[0], rows[1], rows[3]],
    });
  });

  test('lag', async () => {
    deepEqual(
      await resultsOf((rows) =>
        rows.keyBy('sensor').lag({
          before: lag('value'),
          second: lag('ts', 2),
          more: delta('value'),
          speed: rateOfChange('value'),
          calm: ewma('value', 0.5),
        }),
      ),
      {
        columns: ['ts', 'sensor', 'value', 'before', 'second', 'more', 'speed', 'calm'],
        rows: [
          [1000, 'a', 1, null, null, null, null, 1],
          [2000, 'b', 4, null, null, null, null, 4],
          [3000, 'a', 1, 1, null, 0, 0, 1],
          [5000, 'a', 7, 1, 1000, 6, 3, 4],
          [7000, 'b', 2, 4, null, -2, -0.4, 3],
        ],
      },
    );
  });

  test('top_n, for a key and for all', async () => {
    const windows = (rows: Rows) =>
      rows
        .keyBy('sensor')
        .window(Tumbling.eventTime('10s'))
        .aggregate({ avg: avg('value') });
    deepEqual(
      await resultsOf((rows) =>
        windows(rows)
          .topN({ n: 2, orderBy: (col) => [desc(col('avg')), asc(col('sensor'))] })
          .select('sensor', 'avg', 'rank'),
      ),
      {
        columns: ['sensor', 'avg', 'rank'],
        rows: [
          ['a', 3, 1],
          ['b', 3, 2],
        ],
      },
    );
    deepEqual(
      await resultsOf((rows) =>
        windows(rows)
          .keyBy('sensor')
          .topN({ n: 2, orderBy: (col) => desc(col('avg')) })
          .select('sensor', 'rank'),
      ),
      {
        columns: ['sensor', 'rank'],
        rows: [
          ['a', 1],
          ['b', 1],
        ],
      },
    );
  });

  test('interval_join, of a stream with itself too', async () => {
    deepEqual(
      await resultsOf((rows) =>
        rows
          .keyBy('sensor')
          .intervalJoin(rows.keyBy('sensor'))
          .between('1s', '2s')
          .select('left_ts', 'right_ts', 'right_value'),
      ),
      {
        columns: ['left_ts', 'right_ts', 'right_value'],
        rows: [
          [1000, 3000, 1],
          [3000, 5000, 7],
        ],
      },
    );
  });

  test('pattern', async () => {
    deepEqual(
      await resultsOf((rows) =>
        rows.keyBy('sensor').pattern({
          sequence: [
            { name: 'low', where: (col) => col('value').lt(2), times: 2, consecutive: true },
            { name: 'high', where: 'value > 5', next: true },
          ],
          within: '1m',
          columns: (of) => ({
            sensor: of('low', 'sensor'),
            since: api.first(of('low', 'ts')),
            rise: of('high', 'value').minus(of('low', 'value')),
          }),
        }),
      ),
      { columns: ['sensor', 'since', 'rise'], rows: [['a', 1000, 6]] },
    );
  });
});
