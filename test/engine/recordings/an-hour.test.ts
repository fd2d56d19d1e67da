import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { recordings } from '../../../engine/cli/recordings.ts';
import { fromRows } from '../../../engine/data/rows.ts';
import type { Row } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import type { FileSinkOptions } from '../../../engine/document/plan.ts';
import { createFileSink } from '../../../engine/sinks/file.ts';
import { compareNatural } from '../../../engine/sources/file/natural-order.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { clock, manifestOf } from '../sinks/file-sink-parts.ts';

/** Where Python finds DuckDB (`npm test` fetches it): another program with another reader of Parquet. */
const DUCKDB = process.env['MILLRACE_DUCKDB'];

const SCHEMA: Schema = [
  { name: 'ts', type: 'timestamp' },
  { name: 'metric', type: 'string' },
  { name: 'entity', type: 'string' },
  { name: 'value', type: 'double' },
  { name: 'total', type: 'bigint' },
  { name: 'is_up', type: 'boolean' },
];
const START = Date.parse('2026-11-22T20:04:08.000Z');
const SECONDS = 3600;
const METRICS = 12;
const ENTITIES = [null, 'cpu0', 'größe', 'a,"b"\n', '数'];

/** What 12 sensors say in one second: of every type also nulls, and numbers at their limits. */
function readings(second: number): Row[] {
  return Array.from({ length: METRICS }, (_, m) => {
    const i = second * METRICS + m;
    return {
      ts: START + second * 1000 + m,
      metric: `system.metric.${m}`,
      entity: ENTITIES[i % ENTITIES.length]!,
      value: i % 11 === 0 ? null : (i % 13 === 0 ? -1e300 : 1) * (i / 7),
      total: i % 17 === 0 ? null : i % 2 === 0 ? Number.MAX_SAFE_INTEGER - i : -i,
      is_up: i % 3 === 0 ? null : i % 2 === 0,
    };
  });
}

/** A recording of an hour in `library`, with a checkpoint every ten seconds. */
async function recordAnHour(library: string, format: FileSinkOptions['format']): Promise<string> {
  clock.time = START;
  const folder = join(library, format);
  const rolling = { sizeBytes: 1 << 27, intervalMs: 900_000 };
  const sink = createFileSink({ type: 'file', path: folder, format, rolling, compress: 'none' }, SCHEMA, {
    ...{ id: 'recording', subtask: 0, clock, warn: () => undefined, recordingName: 'An hour', documentText: null },
    eventTime: { outOfOrdernessMs: 0, idleTimeoutMs: null },
  });
  await sink.open();
  for (let second = 0; second < SECONDS; second++) {
    const batch = fromRows(SCHEMA, readings(second));
    sink.receive({ ...batch, eventTimes: batch.columns[0]!.values as Float64Array });
    clock.time += 1000;
    if (second % 10 !== 9) continue;
    await sink.prepareCommit(second);
    await sink.commit(second);
  }
  await sink.finish();
  return folder;
}

/** The rows of the files, as DuckDB reads them; doubles and whole numbers as their shortest text. */
function readByDuckdb(files: readonly string[]): unknown[][] {
  const program = `
import duckdb, json, sys
for file in sys.argv[1:]:
    for row in duckdb.sql(f"SELECT epoch_ms(ts), metric, entity, value, total, is_up FROM '{file}'").fetchall():
        print(json.dumps(row))
`;
  const printed = execFileSync('python3', ['-c', program, ...files], {
    env: { ...process.env, PYTHONPATH: DUCKDB },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown[]);
}

async function call(...args: string[]): Promise<string> {
  let said = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said += chunk.toString();
      done();
    },
  });
  const signal = new AbortController().signal;
  const code = await recordings(args, { stdout: stream, stderr: stream, environment: {}, workingFolder: '/', signal });
  if (code !== 0) throw new Error(said);
  return said;
}

const ALL = Array.from({ length: SECONDS }, (_, second) => readings(second))
  .flat()
  .map(({ ts, metric, entity, value, total, is_up }) => [ts, metric, entity, value, total, is_up]);

test.runIf(DUCKDB !== undefined).each(['ndjson', 'csv', 'parquet'] as const)(
  'an hour that was recorded as %s is in order, and DuckDB reads of its export and its parts the rows that were recorded',
  { timeout: 120_000 },
  async (format) => {
    const library = temporaryFolder();
    const folder = await recordAnHour(library, format);
    const out = join(library, 'hour.parquet');
    expect(await call('verify', folder)).toMatch(/: in order, [1-9] parts, 43200 rows, /);
    await call('export', folder, '--to', 'parquet', '--out', out);
    expect(readByDuckdb([out])).toEqual(ALL);
    if (format !== 'parquet') return;
    const names = manifestOf(folder).parts.map(({ name }) => name);
    expect(readByDuckdb(names.sort(compareNatural).map((name) => join(folder, name)))).toEqual(ALL);
  },
);
