import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Engine, readDocument, systemClock } from '../../engine/index.ts';
import type { JobPoints, JobStatus, Manifest } from '../../engine/index.ts';
import { verifyRecording } from '../../engine/recordings/verify.ts';
import { partLines, temporaryFolder } from '../support/command.ts';

// The engine with its real worker threads, as the app runs it.
const WORKER = path.resolve(import.meta.dirname, '../../out/cli/worker.cjs');

const SENSOR_LIKE = `
version: 1
name: Ticker
sources:
  in: { type: generator, rate: 200, seed: 1, columns: { n: { sequence: { start: 1, step: 1 } }, at: { time: { start: 0, step: 5ms } } }, event_time: { column: at } }
sinks:
  chart: { type: chart, inputs: [in], title: N, x: at, y: n }
`;

let folder: ReturnType<typeof temporaryFolder>;
let engine: Engine;
let points: JobPoints[];
let faults: string[];

beforeEach(() => {
  folder = temporaryFolder();
  points = [];
  faults = [];
  engine = new Engine({
    clock: systemClock,
    workerFile: WORKER,
    onPoints: (all) => points.push(...all),
    onWarning: () => undefined,
    onRecordingFault: (_, fault) => faults.push(fault.message),
  });
});

afterEach(async () => {
  await engine.close();
  folder.remove();
});

function add(id: string, text: string): void {
  const read = readDocument(text, { file: id, baseFolder: folder.path, environment: {} });
  if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
  engine.add(id, { plan: read.plan, text });
}

function until(isSo: (status: JobStatus) => boolean): Promise<JobStatus> {
  return new Promise((resolve) => {
    const unwatch = engine.watch(([status]) => {
      if (!isSo(status!)) return;
      unwatch();
      resolve(status!);
    });
  });
}

const manifestOf = (recording: string): Manifest =>
  JSON.parse(readFileSync(path.join(recording, 'manifest.json'), 'utf8')) as Manifest;

test('starting and stopping survive being asked twice, in any order', async () => {
  add('t', SENSOR_LIKE);
  const started = await Promise.all([engine.start('t'), engine.start('t')]);
  const stopped = await Promise.all([engine.stop('t'), engine.stop('t')]);
  const again = await Promise.all([engine.start('t'), engine.stop('t'), engine.start('t')]);
  const kinds = [...started, ...stopped].map(({ state }) => state.kind);
  expect(kinds).toEqual(['running', 'running', 'stopped', 'stopped']);
  expect(again.at(-1)!.state.kind).toBe('running');
});

test('a recording has exactly the rows that passed while it was made, and is complete', async () => {
  add('t', SENSOR_LIKE);
  await engine.start('t');
  const recording = path.join(folder.path, 'rec');
  const status = await engine.startRecording('t', { folder: recording, name: 'My run', format: 'ndjson' });
  expect(status.name).toBe('My run');
  const counted = await until(({ recording: current }) => (current?.rows ?? 0) > 100);
  await engine.stopRecording('t');
  const numbers = partLines(recording).map((line) => (JSON.parse(line) as { n: number }).n);
  const manifest = manifestOf(recording);
  expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i));
  expect(numbers.length).toBeGreaterThanOrEqual(counted.recording!.rows);
  expect([manifest.state, manifest.name, manifest.rows, manifest.document]).toEqual([
    'complete',
    'My run',
    numbers.length,
    SENSOR_LIKE,
  ]);
  expect((await until(() => true)).recording).toBe(null);
});

const SENSORS = `version: 1
name: Load
sources: { sensors: { type: system, interval: 100ms, metrics: [system.cpu.utilization] } }
sinks: { chart: { type: chart, inputs: [sensors], title: CPU } }
`;

test('what was read of the sensors before is kept as a recording that is whole, with the document that made it', async () => {
  add('t', SENSORS);
  await engine.start('t');
  const before = Date.now();
  await until(({ nodes }) => nodes[0]!.rowsOut > 20);
  const recording = path.join(folder.path, 'kept');
  const kept = await engine.keepRecent('t', { folder: recording, name: 'Kept', format: 'ndjson' });
  const rows = partLines(recording).map((line) => JSON.parse(line) as { ts: string; metric: string });
  const manifest = manifestOf(recording);
  expect([manifest.state, manifest.rows, manifest.document, rows.length]).toEqual([
    'complete',
    kept.rows,
    SENSORS,
    kept.rows,
  ]);
  expect(kept.rows).toBeGreaterThan(20);
  // From when its rows are, not from when it was made.
  expect([Date.parse(manifest.startedAt), Date.parse(rows[0]!.ts)]).toEqual([kept.from, kept.from]);
  expect(Date.parse(manifest.endedAt!)).toBe(kept.to);
  expect(kept.from).toBeLessThan(before + 2000);
  expect((await verifyRecording(recording)).findings).toEqual([]);
  expect(engine.statuses()[0]!.state.kind).toBe('running');
});

test('what is kept for who knows a passphrase is not on the disk in plaintext', async () => {
  add('t', SENSORS);
  await engine.start('t');
  await until(({ nodes }) => nodes[0]!.rowsOut > 20);
  const recording = path.join(folder.path, 'kept');
  const kept = await engine.keepRecent('t', {
    folder: recording,
    name: 'Kept',
    format: 'ndjson',
    passphrase: 'sesame',
  });
  const parts = readdirSync(recording).filter((name) => name !== 'manifest.json');
  const begins = parts.map((name) => readFileSync(path.join(recording, name), 'latin1').slice(0, 21));
  expect([parts, begins]).toEqual([['part-0-0.ndjson.age'], ['age-encryption.org/v1']]);
  expect(manifestOf(recording)).toMatchObject({ state: 'complete', encrypt: 'age', rows: kept.rows });
  expect((await verifyRecording(recording)).findings).toEqual([]);
}, 30_000);

test('where no sensor was read there is nothing to keep, and that is told', async () => {
  add('t', SENSOR_LIKE);
  await engine.start('t');
  await until(({ nodes }) => nodes[0]!.rowsOut > 100);
  const order = { folder: path.join(folder.path, 'kept'), name: 'Kept', format: 'ndjson' } as const;
  await expect(engine.keepRecent('t', order)).rejects.toThrow('has read no sensor');
  expect(existsSync(order.folder)).toBe(false);
  await engine.stop('t');
  await expect(engine.keepRecent('t', order)).rejects.toThrow('does not run');
});

test('a recording that is started and stopped twice at once is one recording, and of a pipeline that does not run there is none to stop', async () => {
  add('t', SENSOR_LIKE);
  await engine.stopRecording('t');
  await engine.start('t');
  const order = (name: string) => ({ folder: path.join(folder.path, name), name, format: 'ndjson' }) as const;
  const started = await Promise.all([engine.startRecording('t', order('a')), engine.startRecording('t', order('b'))]);
  await Promise.all([engine.stopRecording('t'), engine.stopRecording('t')]);
  await engine.stopRecording('t');
  expect([started.map(({ name }) => name), existsSync(path.join(folder.path, 'b'))]).toEqual([['a', 'a'], false]);
  expect(manifestOf(path.join(folder.path, 'a')).state).toBe('complete');
});

test('stopping the pipeline closes its recording', async () => {
  add('t', SENSOR_LIKE);
  await engine.start('t');
  const recording = path.join(folder.path, 'rec');
  await engine.startRecording('t', { folder: recording, name: 'r', format: 'csv' });
  await until(({ recording: current }) => (current?.rows ?? 0) > 0);
  await engine.stop('t');
  expect([manifestOf(recording).state, manifestOf(recording).rows]).toEqual([
    'complete',
    partLines(recording).length - 1,
  ]);
});

test('a recording whose folder vanishes ends with a sentence, and the pipeline runs on', async () => {
  const quick = `${SENSOR_LIKE}settings: { checkpoint: { interval: 100ms } }\n`;
  add('t', quick);
  await engine.start('t');
  const recording = path.join(folder.path, 'rec');
  await engine.startRecording('t', { folder: recording, name: 'r', format: 'ndjson' });
  await until(({ recording: current }) => (current?.rows ?? 0) > 0);
  rmSync(recording, { recursive: true });
  const status = await until(({ recording: current }) => current === null);
  expect([status.state.kind, faults.length, faults[0]!.includes(recording), existsSync(recording)]).toEqual([
    'running',
    1,
    true,
    false,
  ]);
});

test('a recording that cannot be closed says why, and its folder can be recorded into again', async () => {
  add('t', SENSOR_LIKE);
  await engine.start('t');
  const order = { folder: path.join(folder.path, 'rec'), name: 'r', format: 'ndjson' } as const;
  await engine.startRecording('t', order);
  await until(({ recording: current }) => (current?.rows ?? 0) > 0);
  rmSync(order.folder, { recursive: true });
  await expect(engine.stopRecording('t')).rejects.toThrow(order.folder);
  await engine.startRecording('t', order);
  await until(({ recording: current }) => (current?.rows ?? 0) > 0);
  await engine.stopRecording('t');
  expect(manifestOf(order.folder).state).toBe('complete');
});

test('a recording that cannot be made says why, and nothing else changes', async () => {
  add('t', SENSOR_LIKE);
  const order = { folder: '/proc/no', name: 'r', format: 'ndjson' } as const;
  await expect(engine.startRecording('t', order)).rejects.toThrow('does not run');
  await engine.start('t');
  await expect(engine.startRecording('t', order)).rejects.toThrow('/proc/no');
  await engine.startRecording('t', { ...order, folder: path.join(folder.path, 'ok') });
  expect(engine.statuses()[0]!.state.kind).toBe('running');
});

test('points of a chart arrive with their series in the order of time', async () => {
  add('t', SENSOR_LIKE);
  await engine.start('t');
  await until(({ nodes }) => nodes[0]!.rowsOut > 100);
  const values = points.flatMap(({ series }) => [...series[0]!.values]);
  expect(points[0]).toMatchObject({ job: 't', sink: 'chart' });
  expect(values.length).toBeGreaterThan(50);
  expect(values).toEqual(values.map((_, i) => i + 1));
});

test('a pipeline that fails tells why, alone, and can be started again', async () => {
  const broken = `version: 1
name: b
sources: { in: { type: file, path: none.csv, format: csv, schema: { a: string } } }
sinks: { out: { type: discard, inputs: [in] } }
`;
  add('b', broken);
  add('t', SENSOR_LIKE);
  await engine.start('t');
  await expect(engine.start('b')).rejects.toThrow('none.csv');
  await expect(engine.start('b')).rejects.toThrow('none.csv');
  expect(engine.statuses().map(({ state }) => state.kind)).toEqual(['failed', 'running']);
});
