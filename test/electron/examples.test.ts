import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readDocument } from '../../engine/index.ts';
import { runDocument } from '../support/run-document.ts';

const examples = path.resolve(import.meta.dirname, '../../electron/pipelines');
const folder = mkdtempSync(path.join(tmpdir(), 'examples-'));
afterAll(() => rmSync(folder, { recursive: true }));

const textOf = (id: string): string => readFileSync(path.join(examples, `${id}.yaml`), 'utf8');

/** A reading at second `s` of 2026. */
interface Reading {
  readonly s: number;
  readonly metric: string;
  readonly entity: string;
  readonly value: number;
}

/** What `node` of an example gives when its sensors say `readings`. */
async function resultsOf(id: string, node: string, readings: readonly Reading[]): Promise<Record<string, unknown>[]> {
  const file = path.join(folder, `${id}.ndjson`);
  const start = Date.UTC(2026, 0, 1);
  const rows = readings.map(({ s, ...rest }) => JSON.stringify({ ts: start + s * 1000, host: 'h', unit: '', ...rest }));
  writeFileSync(file, rows.join('\n'));
  const source = `sources:
  sensors:
    type: file
    path: ${file}
    format: ndjson
    schema: { ts: timestamp, host: string, metric: string, entity: string, value: double, unit: string }
    event_time: { column: ts }

operators:`;
  return printedBy(textOf(id).replace(/^sources:[\s\S]*?^operators:/m, source), node);
}

/** The rows of `node` alone, printed. */
async function printedBy(text: string, node: string): Promise<Record<string, unknown>[]> {
  const sinks = text.slice(0, text.indexOf('\nsinks:'));
  const { printed, fault } = await runDocument(`${sinks}\nsinks:\n  test-out: { type: console, inputs: [${node}] }\n`);
  if (fault) throw new Error(fault.message);
  return printed
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const series = (metric: string, entity: string, values: readonly number[]): Reading[] =>
  values.map((value, s) => ({ s, metric, entity, value }));

const byTime = (...readings: Reading[][]): Reading[] => readings.flat().sort((a, b) => a.s - b.s);

test('there are eight examples, each without a mistake and with a description', () => {
  const ids = readdirSync(examples).map((name) => path.basename(name, '.yaml'));
  const read = ids.map((id) => readDocument(textOf(id), { file: id, baseFolder: '/data', environment: {} }));
  expect(read.flatMap((each) => ('problems' in each ? each.problems : []))).toEqual([]);
  expect([ids.length, read.filter((each) => 'plan' in each && each.plan.description !== '').length]).toEqual([8, 8]);
});

test('thermal guard tells of a temperature that stays high, once, and of no single hot reading', async () => {
  const steady = series('hw.temperature', 'cpu', [60, 90, 91, 60, 60]);
  const hot = series('hw.temperature', 'gpu', [60, 86, 95, 88, 80, 69, 60]);
  expect(await resultsOf('thermal-guard', 'overheating', byTime(steady, hot))).toEqual([
    { entity: 'gpu', since: '2026-01-01T00:00:01.000Z', peak: 95, until: '2026-01-01T00:00:05.000Z' },
  ]);
});

test('disk latency shows a stall that the average hides', async () => {
  const values = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
  const [row] = await resultsOf('disk-latency', 'profile', series('system.disk.latency.write', 'sda', values));
  expect(row).toMatchObject({ line: 'sda write', average: 0.1, worst: 1 });
  expect(row!['p95'] as number).toBeGreaterThan(0.9);
});

test('network bursts names the busiest interface of each window', async () => {
  const eth = series('system.network.io.receive', 'eth0', [10, 10, 10, 10]);
  const wlan = series('system.network.io.receive', 'wlan0', [0, 0, 500, 0]);
  const rows = await resultsOf('network-bursts', 'busiest', byTime(eth, wlan));
  expect(rows.map(({ entity, peak, rank }) => [entity, peak, rank])).toEqual([
    ['eth0', 10, 1],
    ['eth0', 10, 1],
    ...Array.from({ length: 5 }, () => ['wlan0', 500, 1]),
    ['eth0', 10, 1],
  ]);
});

test('process hogs keeps the five programs with the highest average', async () => {
  const programs = [1, 2, 3, 4, 5, 6, 7].map((n) => series('process.cpu.utilization', `p${n}`, [n / 10, n / 10]));
  const rows = await resultsOf('process-hogs', 'hogs', byTime(...programs));
  expect(rows.map(({ entity, rank }) => [entity, rank])).toEqual([
    ['p7', 1],
    ['p6', 2],
    ['p5', 3],
    ['p4', 4],
    ['p3', 5],
  ]);
});

test('anomaly by deviation finds the reading that is unusual, and no other', async () => {
  const values = Array.from({ length: 60 }, (_, s) => (s === 50 ? 0.9 : 0.2 + 0.02 * (s % 3)));
  const rows = await resultsOf('anomaly', 'unusual', series('system.cpu.utilization', 'total', values));
  expect([...new Set(rows.map(({ ts }) => ts))]).toEqual(['2026-01-01T00:00:50.000Z']);
});

test('session activity gives one row for each span of use', async () => {
  const values = Array.from({ length: 120 }, (_, s) => (s < 20 || (80 <= s && s < 90) ? 0.5 + s / 1000 : 0.05));
  const rows = await resultsOf('session-activity', 'sessions', series('system.cpu.utilization', 'total', values));
  expect(rows.map(({ readings, peak }) => [readings, peak])).toEqual([
    [20, 0.519],
    [10, 0.589],
  ]);
});

test('out of order: who waits counts every row, who does not wait loses some', async () => {
  const text = textOf('out-of-order').replaceAll('rate: 50', 'rows: 2000');
  const sum = (rows: Record<string, unknown>[]): number => rows.reduce((all, { rows: n }) => all + (n as number), 0);
  const patient = sum(await printedBy(text, 'patient'));
  const hasty = sum(await printedBy(text, 'hasty'));
  expect(patient).toBe(2000);
  expect(hasty).toBeGreaterThan(1000);
  expect(hasty).toBeLessThan(1990);
});
