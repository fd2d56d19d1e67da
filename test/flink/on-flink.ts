import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readDocument } from '../../engine/document/index.ts';
import type { DocumentOverride } from '../../engine/document/index.ts';
import type { Plan } from '../../engine/document/plan.ts';
import { AS_WRITTEN, toFlinkSql } from '../../engine/export/flink-sql/index.ts';
import type { Refusal } from '../../engine/export/flink-sql/index.ts';
import { ask } from '../../engine/flink/ask.ts';
import { GatewaySession } from '../../engine/flink/gateway.ts';
import { runDocument } from '../support/run-document.ts';

const GATEWAY = process.env['FLINK_GATEWAY'] ?? '';
const CLUSTER = process.env['FLINK_CLUSTER'] ?? '';

/** The rows of each sink, in an order of their own. */
export type SinkRows = Readonly<Record<string, readonly string[]>>;

/** What both engines make of a document; the reasons, where it cannot be said in Flink SQL. */
export type Comparison =
  { readonly here: SinkRows; readonly there: SinkRows } | { readonly refusals: readonly Refusal[] };

const READINGS =
  'type: file, format: ndjson, schema: { ts: timestamp, host: string, metric: string, entity: string, value: double, unit: string }, event_time: { column: ts }';
const NO_RESTART = { path: 'settings.restart', value: '{ strategy: none }' };

/** Runs the document `text`, whose sinks are of any type, in both engines over the same files; `readings` stand for sensors. */
export async function compare(text: string, baseFolder: string, readings: string): Promise<Comparison> {
  const written = readPlan(text, baseFolder, []);
  const recorded = written.nodes.filter((node) => node.role === 'source' && node.source.type === 'system');
  const sensors = recorded.map(({ id }) => ({ path: `sources.${id}`, value: `{ ${READINGS}, path: ${readings} }` }));
  const plan = readPlan(text, baseFolder, sensors);
  const ids = plan.nodes.filter(({ role }) => role === 'sink').map(({ id }) => id);
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-flink-'));
  try {
    const files = ids.map((id) => ({
      path: `sinks.${id}`,
      value: `{ type: file, inputs: ${inputsOf(plan, id)}, path: ${path.join(folder, id)}, format: ndjson }`,
    }));
    const overrides = [NO_RESTART, ...sensors, ...files];
    const paths = new Map<string, string>();
    for (const node of plan.nodes) {
      if (node.role !== 'source' || node.source.type === 'file') continue;
      const file = path.join(folder, `${node.id}.ndjson`);
      writeFileSync(file, await rowsOf(node.id, { text, baseFolder, ids, plan, sensors }));
      paths.set(node.id, file);
    }
    const exported = toFlinkSql(readPlan(text, baseFolder, overrides), { ...AS_WRITTEN, paths });
    if ('refusals' in exported) return exported;
    await runThere(exported.statements.map(({ sql }) => sql));
    const there = Object.fromEntries(ids.map((id) => [id, sorted(readFolder(path.join(folder, id)))]));
    const here: Record<string, readonly string[]> = {};
    for (const id of ids) here[id] = sorted(await printedBy(id, { text, baseFolder, ids, plan, sensors }));
    return { here, there };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Document {
  readonly text: string;
  readonly baseFolder: string;
  readonly ids: readonly string[];
  readonly plan: Plan;
  readonly sensors: readonly DocumentOverride[];
}

/** What the sink `id` is given here. */
async function printedBy(id: string, { text, baseFolder, ids, plan, sensors }: Document): Promise<string> {
  const shown = ids.map((each) => ({
    path: `sinks.${each}`,
    value: `{ type: ${each === id ? 'console' : 'discard'}, inputs: ${inputsOf(plan, each)} }`,
  }));
  const overrides = [...sensors, ...shown];
  const { printed, fault } = await runDocument(text, baseFolder, { overrides });
  if (fault !== null) throw new Error(fault.message);
  return printed;
}

/** What the source `source` gives here. */
async function rowsOf(source: string, { text, baseFolder, ids, plan, sensors }: Document): Promise<string> {
  const overrides = [
    ...sensors,
    ...ids.map((each) => ({ path: `sinks.${each}`, value: `{ type: discard, inputs: ${inputsOf(plan, each)} }` })),
    { path: 'sinks.rows-of-source', value: `{ type: console, inputs: [${source}] }` },
  ];
  return (await runDocument(text, baseFolder, { overrides })).printed;
}

/** Runs `statements`, the last of which starts a job, to its end. */
export async function runThere(statements: readonly string[]): Promise<void> {
  const session = await GatewaySession.open(GATEWAY);
  try {
    let jobId: string | null = null;
    for (const statement of statements) {
      try {
        ({ jobId } = await session.run(statement));
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : String(error)}\n${statement}`, { cause: error });
      }
    }
    await jobEnd(jobId!);
  } finally {
    await session.close();
  }
}

async function jobEnd(jobId: string): Promise<void> {
  for (;;) {
    const { state } = await ask(`${CLUSTER}/jobs/${jobId}`);
    if (state === 'FINISHED') return;
    if (state === 'FAILED' || state === 'CANCELED') {
      const exceptions = await ask(`${CLUSTER}/jobs/${jobId}/exceptions`);
      throw new Error(`the job ${String(state)}: ${JSON.stringify(exceptions).slice(0, 3000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The plan of a document. */
export function readPlan(text: string, baseFolder: string, overrides: readonly DocumentOverride[]): Plan {
  const read = readDocument(text, {
    file: 'test.yaml',
    baseFolder: path.resolve(baseFolder),
    environment: process.env,
    overrides,
  });
  if ('plan' in read) return read.plan;
  throw new Error(read.problems.map(({ message }) => message).join('\n'));
}

function inputsOf(plan: Plan, id: string): string {
  const { inputs } = plan.nodes.find((node) => node.id === id)!;
  return `[${inputs.map(({ node, output }) => (output === 'main' ? node : `${node}.${output}`)).join(', ')}]`;
}

function readFolder(folder: string): string {
  // A sink without rows leaves none.
  if (!existsSync(folder)) return '';
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => readFileSync(path.join(folder, name), 'utf8'))
    .join('');
}

/** Rows of NDJSON as both print them: times with their milliseconds, and numbers to twelve digits, as sums depend on their order. */
function sorted(text: string): string[] {
  const rows = text.split('\n').filter((line) => line !== '');
  return rows.map((line) => JSON.stringify(JSON.parse(line), (_, value: unknown) => alike(value))).sort();
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;

function alike(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(12));
  return typeof value === 'string' && TIME.test(value) ? new Date(value).toISOString() : value;
}
