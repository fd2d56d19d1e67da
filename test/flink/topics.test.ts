import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { JOB_PACE } from '../../engine/flink/follow-job.ts';
import { AS_WRITTEN, toFlinkSql } from '../../engine/export/flink-sql/index.ts';
import type { ExportOptions } from '../../engine/export/flink-sql/index.ts';
import { BROKER, newTopic, rowsIn, run, TLS } from '../kafka/command.ts';
import { deployed } from './deployed.ts';
import { readPlan, runThere } from './on-flink.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'millrace-flink-topics-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const AT = `brokers: ["${BROKER}"]`;
const SETTINGS = 'settings: { checkpoint: { interval: 200ms }, restart: { strategy: none } }';

/** Numbers, their time and a key, of which some are null. */
const NUMBERS = `
sources:
  numbers:
    type: generator
    rows: 3000
    seed: 1
    columns: { n: { sequence: {} }, k: { choice: [a, b, c, d, ü], nulls: 0.1 }, v: { uniform: { min: 0, max: 100 } }, ts: { time: { start: 2026-01-01T00:00:00Z, step: 500ms } } }
    event_time: { column: ts }
`;
const VALUES = 'n: bigint, k: string, v: double, ts: timestamp';

const fill = (topic: string): string => `
version: 1
name: fill-${topic}
${SETTINGS}
${NUMBERS}
sinks: { out: { type: kafka, inputs: [numbers], ${AT}, topic: ${topic}, key: k, headers: { number: n } } }
`;

/** Averages of what is in `from`, with what only an entry has, into `to`. */
const average = (name: string, from: string, to: string): string => `
version: 1
name: ${name}
${SETTINGS}
sources:
  in:
    type: kafka
    ${AT}
    topic: ${from}
    until: latest
    schema: { ${VALUES}, key: { type: string, from: $key }, number: { type: string, from: $headers.number }, p: { type: bigint, from: $partition }, o: { type: bigint, from: $offset }, written: { type: timestamp, from: $timestamp } }
    event_time: { column: written, out_of_orderness: 2s }
operators:
  every:
    type: window
    inputs: [in]
    key: [key]
    window: { type: tumbling, size: 30s }
    aggregate: { rows: count(*), mean: avg(v), places: "count(distinct p)", last: max(o), top: max(number), same: "min(CASE WHEN key = k THEN 1 ELSE 0 END)" }
sinks:
  out: { type: kafka, inputs: [every], ${AT}, topic: ${to}, key: key, headers: { rows: rows, from: window_start } }
`;

/** The committed entries of `topic`, all of them, with what they have beside their values. */
async function entriesOf(topic: string, values: string): Promise<string[]> {
  const places =
    'of_key: { type: string, from: $key }, at: { type: bigint, from: $partition }, time: { type: timestamp, from: $timestamp }, h_rows: { type: string, from: $headers.rows }, h_from: { type: string, from: $headers.from }';
  const schema = `${values}, ${places}`;
  const document = `
version: 1
name: read-${topic}
sources: { in: { type: kafka, ${AT}, topic: ${topic}, until: latest, schema: { ${schema} } } }
sinks: { out: { type: file, inputs: [in], path: read-${topic} } }
`;
  await runHere(document);
  const rows = rowsIn(path.join(folder, `read-${topic}`));
  // Entries without a key may be in any partition.
  const placed = rows.map((row) => (row['of_key'] === null ? { ...row, at: null } : row));
  return placed.map((row) => JSON.stringify(row, (_, value: unknown) => rounded(value))).sort();
}

function rounded(value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(12)) : value;
}

async function runHere(document: string): Promise<void> {
  const { code, errors } = await run(folder, document);
  if (code !== 0) throw new Error(errors);
}

/** Runs a document on Flink, to its end. */
async function runOnFlink(document: string, options: ExportOptions = AS_WRITTEN): Promise<void> {
  const exported = toFlinkSql(readPlan(document, folder, []), options);
  if ('refusals' in exported) throw new Error(exported.refusals.map(({ message }) => message).join('\n'));
  await runThere(exported.statements.map(({ sql }) => sql.replaceAll('${KAFKA_SERVERS}', BROKER)));
}

test('a document from topic to topic gives the same entries: values, keys, partitions, times and headers', async () => {
  const [from, here, there] = [newTopic(), newTopic(), newTopic()];
  await runHere(fill(from));
  await runHere(average('here', from, here));
  await runOnFlink(average('there', from, there));
  const values =
    'key: string, rows: bigint, mean: double, places: bigint, last: bigint, top: string, same: bigint, window_start: timestamp';
  const entries = await entriesOf(here, values);
  expect(entries.length).toBeGreaterThan(200);
  expect(await entriesOf(there, values)).toEqual(entries);
});

test('what only this machine has becomes a topic that desks feed, and a file becomes one', async () => {
  const readings = newTopic();
  const document = (name: string): string => `
version: 1
name: ${name}
${SETTINGS}
${NUMBERS}
operators: { high: { type: filter, inputs: [numbers], where: v > 50 } }
sinks: { kept: { type: file, inputs: [high], path: kept-${name}, format: ndjson } }
`;
  await runHere(fill(readings));
  await runHere(document('desk'));
  const kept = newTopic();
  const kinds = new Map([
    ['numbers', 'kafka'],
    ['kept', 'kafka'],
  ] as const);
  const topics = new Map([
    ['numbers', readings],
    ['kept', kept],
  ]);
  const bounded = toFlinkSql(readPlan(document('cluster'), folder, []), { ...AS_WRITTEN, kinds, topics });
  if ('refusals' in bounded) throw new Error('refused');
  // A source of a desk has no end, and a test needs one.
  const ending = bounded.statements.map(({ sql }) =>
    sql
      .replaceAll('${KAFKA_SERVERS}', BROKER)
      .replace("'scan.startup.mode'", "'scan.bounded.mode' = 'latest-offset', 'scan.startup.mode'"),
  );
  await runThere(ending);
  const desk = rowsIn(path.join(folder, 'kept-desk')).map((row) => JSON.stringify(row));
  const reread = `
version: 1
name: reread
sources: { in: { type: kafka, ${AT}, topic: ${kept}, until: latest, schema: { ${VALUES} } } }
sinks: { out: { type: file, inputs: [in], path: reread } }
`;
  await runHere(reread);
  expect(
    rowsIn(path.join(folder, 'reread'))
      .map((row) => JSON.stringify(row))
      .sort(),
  ).toEqual(desk.sort());
  expect(desk.length).toBeGreaterThan(1000);
});

test('a job without end is stopped right after it was submitted, with a savepoint, and what was committed is there', async () => {
  const [from, to] = [newTopic(), newTopic()];
  await runHere(fill(from));
  const document = `
version: 1
name: endless
${SETTINGS}
sources: { in: { type: kafka, ${AT}, topic: ${from}, schema: { n: bigint } } }
sinks: { out: { type: kafka, inputs: [in], ${AT}, topic: ${to} } }
`;
  writeFileSync(path.join(folder, 'endless.yaml'), document);
  const submitted = await deployed(folder, ['endless.yaml'], { ...JOB_PACE, steadyLooks: 1 });
  const job = submitted.stdout.trim();
  const homeless = await deployed(folder, ['--stop', job]);
  expect([submitted.code, homeless.code]).toEqual([0, 1]);
  expect(homeless.stderr).toMatch(
    /^job \w+: it still runs, since no folder for its savepoint is known; name one .*\nFlink says: Config key /,
  );
  const stopped = await deployed(folder, ['--stop', job, '--savepoint', path.join(folder, 'savepoints')]);
  expect(stopped).toMatchObject({ code: 0, stderr: `job ${job}: stopped\n` });
  expect(readdirSync(path.join(folder, 'savepoints'))).toEqual([path.basename(stopped.stdout.trim())]);
  expect(await deployed(folder, ['--stop', job, '--savepoint', folder])).toMatchObject({
    code: 1,
    stderr: `job ${job}: it has ended already (FINISHED)\nFlink says: Could not find Flink job (${job})\n`,
  });
  const last = `
version: 1
name: endless-copy
sources: { in: { type: kafka, ${AT}, topic: ${to}, until: latest, schema: { n: bigint } } }
sinks: { out: { type: file, inputs: [in], path: endless } }
`;
  await runHere(last);
  const numbers = rowsIn(path.join(folder, 'endless')).map(({ n }) => n);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('a topic is read on Flink over TLS, with the certificate that is trusted here', async () => {
  const [from, to] = [newTopic(), newTopic()];
  await runHere(fill(from));
  await runOnFlink(`
version: 1
name: over-tls
${SETTINGS}
sources: { in: { type: kafka, brokers: ["${TLS.broker}"], topic: ${from}, until: latest, tls: { ca: "${TLS.ca}" }, schema: { ${VALUES} } } }
sinks: { out: { type: kafka, inputs: [in], ${AT}, topic: ${to}, delivery: at_least_once } }
`);
  expect((await entriesOf(to, VALUES)).length).toBe(3000);
});
