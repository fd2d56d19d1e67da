import { deepEqual, rejects, throws } from 'node:assert/strict';
import { describe, test } from 'vitest';
import * as api from '../../../engine/api/index.ts';

const COLUMNS = { ts: 'timestamp', sensor: 'string', value: 'double' } as const;
const ROWS = [
  { ts: 1000, sensor: 'a', value: 1 },
  { ts: 2000, sensor: 'b', value: 2 },
  { ts: 2500, sensor: 'a', value: 3 },
  { ts: 11_000, sensor: 'a', value: 10 },
];
const timed = { eventTime: { column: 'ts' } } as const;

describe('a program', () => {
  test('runs its pipeline in its own thread, from its rows to its functions', async () => {
    const env = api.streamEnvironment();
    const rows = env.fromSource('rows', api.fromRows(COLUMNS, ROWS, timed));
    const results = rows
      .keyBy('sensor')
      .window(api.Tumbling.eventTime('10s'))
      .aggregate({ n: api.count(), sum: api.sum('value') })
      .collect();
    const seen: unknown[] = [];
    rows.filter((col) => col('value').gt(2)).forEach(({ sensor, value }) => seen.push([sensor, value]));
    const { isStopped, nodes } = await env.execute('test');
    deepEqual(results.rows, [
      { sensor: 'a', window_start: 0, window_end: 10_000, n: 2, sum: 4 },
      { sensor: 'b', window_start: 0, window_end: 10_000, n: 1, sum: 2 },
      { sensor: 'a', window_start: 10_000, window_end: 20_000, n: 1, sum: 10 },
    ]);
    deepEqual(seen, [
      ['a', 3],
      ['a', 10],
    ]);
    deepEqual(
      [isStopped, nodes.map(({ id, rowsIn, rowsOut }) => [id, rowsIn, rowsOut])],
      [
        false,
        [
          ['rows', 0, 4],
          ['window-1', 4, 3],
          ['filter-1', 4, 2],
          ['program-1', 3, 0],
          ['program-2', 2, 0],
        ],
      ],
    );
  });

  test('can say whatever rows and timers it wants, and then says which of its nodes no document can say', async () => {
    const env = api.streamEnvironment({ name: 'silence' });
    const silent = env
      .fromSource('rows', api.fromRows(COLUMNS, ROWS, timed))
      .keyBy('sensor')
      .process({
        columns: { sensor: 'string', silentSince: 'timestamp' },
        state: { last: api.valueState<number>() },
        processElement(_, { timestamp, state, timerService }) {
          const last = state.last.value();
          if (last !== null) timerService.deleteEventTimeTimer(last + 5000);
          state.last.update(timestamp!);
          timerService.registerEventTimeTimer(timestamp! + 5000);
        },
        onTimer: (_, { key, state, collect }) => collect({ sensor: key.sensor, silentSince: state.last.value() }),
      });
    const results = silent.extend((col) => ({ day: api.floorTo(col('silentSince'), 'DAY') })).collect();
    silent.windowAll(api.Tumbling.eventTime('10s')).aggregate({ n: api.count() }).sinkTo(api.discard());
    await env.execute();
    deepEqual(results.rows, [
      { sensor: 'b', silentSince: 2000, day: 0 },
      { sensor: 'a', silentSince: 11_000, day: 0 },
    ]);
    deepEqual(
      [env.isPortable, env.portability()],
      [
        false,
        [
          { id: 'rows', why: 'its rows come from the program' },
          { id: 'process-1', why: 'process runs a function of the program' },
          { id: 'program-1', why: 'its rows are given to a function of the program' },
        ],
      ],
    );
    throws(() => env.toDocument(), {
      code: 'bad-document',
      message:
        'node "rows" (and "process-1", "program-1") cannot be written as a document: its rows come from the program; run it with execute',
    });
  });

  test('takes rows in batches, and as they come', async () => {
    async function* later() {
      for (const row of ROWS) yield await Promise.resolve(row);
    }
    const env = api.streamEnvironment({ settings: { batch: { size: 3 } } });
    const a = env.fromSource('a', api.fromBatches(COLUMNS, [ROWS.slice(0, 1), [], ROWS])).collect();
    const b = env.fromSource('b', api.fromRows(COLUMNS, later())).collect();
    await env.execute();
    deepEqual([a.rows, b.rows], [[ROWS[0], ...ROWS], ROWS]);
  });

  test('stops when it is told to, though its source has no more to say and no end', async () => {
    const stopping = new AbortController();
    async function* endless() {
      yield* ROWS;
      await new Promise(() => undefined);
    }
    const env = api.streamEnvironment();
    const seen: (number | null)[] = [];
    env.fromSource('rows', api.fromRows(COLUMNS, endless())).forEach(({ value }) => {
      seen.push(value);
      if (seen.length === ROWS.length) stopping.abort();
    });
    const { isStopped } = await env.execute('endless', { signal: stopping.signal });
    deepEqual([isStopped, seen], [true, [1, 2, 3, 10]]);
  });

  test('hears of rejected rows, and has the text of its console sinks', async () => {
    const warnings: string[] = [];
    const printed: string[] = [];
    const env = api.streamEnvironment();
    env
      .fromSource(
        'rows',
        api.fromRows(
          { ts: 'timestamp', n: 'bigint' },
          [
            { ts: 1, n: 1 },
            { ts: null, n: 2 },
          ],
          timed,
        ),
      )
      .sinkTo(api.consoleSink());
    await env.execute('warned', {
      onWarning: (message) => warnings.push(message),
      onConsole: async (bytes) => void printed.push(Buffer.from(bytes).toString()),
    });
    deepEqual(printed.join(''), '{"ts":"1970-01-01T00:00:00.001Z","n":1}\n');
    deepEqual(warnings.length, 1);
  });

  test('hears what notification sinks tell', async () => {
    const heard: string[] = [];
    const env = api.streamEnvironment();
    env
      .fromSource('rows', api.fromRows({ s: 'string', n: 'bigint' }, [{ s: 'cpu', n: 90 }]))
      .sinkTo(api.notification({ title: '{s} is at {n} {{°C}}', body: 'no column' }));
    await env.execute('told', { onNotice: ({ title, body }) => heard.push(title, body) });
    deepEqual(heard, ['cpu is at 90 {°C}', 'no column']);
    const wrong = env.fromSource('others', api.fromRows({ s: 'string' }, [{ s: 'cpu' }]));
    // @ts-expect-error: there is no such column
    wrong.sinkTo(api.notification({ title: '{n}' }));
  });

  test('hears of no value of the environment', async () => {
    const env = api.streamEnvironment();
    const columns = { n: 'bigint' } as const;
    env.fromSource('rows', api.fileSource({ path: '${FOLDER}/none.csv', format: 'csv', schema: columns })).collect();
    await rejects(env.execute('secret', { environment: { FOLDER: '/hunter2' } }), ({ message }: Error) => {
      deepEqual([message.includes('${FOLDER}'), message.includes('hunter2')], [true, false]);
      return true;
    });
  });

  test('is told what failed, and where', async () => {
    const env = api.streamEnvironment();
    env.fromSource('rows', api.fromRows(COLUMNS, ROWS)).forEach(() => {
      throw new Error('no such luck');
    });
    await rejects(env.execute(), { message: 'sink "program-1": no such luck' });
    const other = api.streamEnvironment();
    other.fromSource('rows', api.fromRows({ n: 'bigint' }, [{ n: 1.5 }])).collect();
    await rejects(other.execute(), { message: 'source "rows": column "n" is a bigint, but is given 1.5' });
  });
});
