import type { Schema } from '../data/types.ts';
import type { GeneratorSourceOptions, Plan, PlanNode, SinkNode, SourceNode, SourceOptions } from '../document/plan.ts';
import { Fault } from '../fault.ts';
import type { Manifest } from '../recordings/recording.ts';
import { HELD } from './held-rows.ts';
import type { Held } from './row-keeper.ts';
import type { DrawnColumns, TrialRun, TriedSource } from './trial-order.ts';

/** Most rows that each source of a trial gives. */
export const TRIED_ROWS_MAX = 500_000;

/** Most rows that are made for it. */
const GENERATED_ROWS_MAX = 100_000;

/** What is followed of a trial, and how far it goes. */
export interface TrialLimits {
  /** The sink of which every point is followed; null: what comes to the sinks is only drawn. */
  readonly followed: string | null;
  /** Most rows that each source gives. */
  readonly rowsMax: number;
}

const DRAWN: TrialLimits = { followed: null, rowsMax: TRIED_ROWS_MAX };

/** What a trial is made on. */
export type TrialRows =
  | { readonly kind: 'held'; readonly held: Held }
  | {
      readonly kind: 'recording';
      /** Its folder, absolute. */
      readonly path: string;
      readonly manifest: Manifest;
      readonly passphrases: readonly string[];
    };

/**
 * `plan` as it can be tried: every sink only keeps what is drawn of it, no source reads the machine or waits, nothing is written, not even
 * rejected rows. A Fault where there are no rows for a source.
 */
export function trialPlan(plan: Plan, rows: TrialRows, { followed, rowsMax }: TrialLimits = DRAWN): TrialRun {
  const sources: Record<string, TriedSource> = {};
  const sinks: Record<string, DrawnColumns> = {};
  const nodes = plan.nodes.map((node): PlanNode => {
    const quiet = { ...node, rejectsPath: null };
    if (quiet.role === 'operator') return quiet;
    if (quiet.role === 'sink') {
      if (quiet.id === followed) return quiet;
      sinks[node.id] = drawnColumns(quiet);
      return { ...quiet, sink: { type: 'discard' } };
    }
    const { source, tried } = triedSource(quiet, rows);
    sources[node.id] = tried;
    return { ...quiet, source };
  });
  const held = rows.kind === 'held' ? rows.held : {};
  const settings = { ...plan.settings, parallelism: 1 };
  return { plan: { ...plan, settings, nodes }, trial: { held, sources, sinks, followed, rowsMax } };
}

function triedSource(node: SourceNode, rows: TrialRows): { source: SourceOptions; tried: TriedSource } {
  const { source } = node;
  const metrics = source.type === 'system' ? source.metrics : [];
  if (rows.kind === 'recording') {
    if (missingFrom(rows.manifest.schema, node.schema) === null) {
      const { path, passphrases } = rows;
      const replay = { type: 'recording', path, speed: null, eventTime: source.eventTime, passphrases } as const;
      return { source: replay, tried: { held: null, metrics } };
    }
    return askedItself(node, `recording ${rows.manifest.name}`, rows.manifest.schema);
  }
  if (!['system', 'http', 'kafka'].includes(source.type)) return askedItself(node, 'what was held', null);
  const id = rows.held[node.id] ? node.id : Object.keys(rows.held).find((each) => fits(rows.held[each]!.schema, node));
  const schema = id === undefined ? null : rows.held[id]!.schema;
  if (id === undefined || schema === null || missingFrom(schema, node.schema) !== null) {
    throw noRows(node, 'what was held', schema);
  }
  return { source: { ...NOTHING, eventTime: source.eventTime }, tried: { held: id, metrics } };
}

/** A source that gives the same rows once more, as fast as possible. */
function askedItself(
  node: SourceNode,
  place: string,
  schema: Schema | null,
): { source: SourceOptions; tried: TriedSource } {
  const { source } = node;
  const tried = { held: null, metrics: [] };
  switch (source.type) {
    case 'generator':
      return { source: { ...source, rate: null, rows: generatedRows(source) }, tried };
    case 'file':
      return { source: { ...source, follow: false }, tried };
    case 'recording':
      return { source: { ...source, speed: null }, tried };
    case 'system':
    case 'http':
    case 'kafka':
      throw noRows(node, place, schema);
  }
}

/** As many rows as it would give in ten minutes. */
function generatedRows({ rows, rate }: GeneratorSourceOptions): number {
  const due = rate === null ? GENERATED_ROWS_MAX : Math.ceil((rate * HELD.ms) / 1000);
  return Math.min(rows ?? Infinity, due, GENERATED_ROWS_MAX);
}

/** A source of held rows has no options of its own: its rows come from elsewhere. */
const NOTHING = { type: 'generator', rows: 0, rate: null, seed: 0, columns: [] } as const;

function fits(schema: Schema, node: SourceNode): boolean {
  return missingFrom(schema, node.schema) === null;
}

/** The first of `wanted` that `given` lacks, or has of another type. */
function missingFrom(given: Schema, wanted: Schema): string | null {
  const lacks = wanted.find(({ name, type }) => !given.some((field) => field.name === name && field.type === type));
  return lacks ? `${lacks.name} (${lacks.type})` : null;
}

function noRows(node: SourceNode, place: string, schema: Schema | null): Fault {
  const missing = schema && missingFrom(schema, node.schema);
  const reason = missing === null ? `there are no rows for it in ${place}` : `${place} has no column ${missing}`;
  return new Fault('conflict', `source "${node.id}": ${reason}; try it on a recording that has its columns`);
}

/** A chart draws what it says; of other sinks the first number is drawn over the event time, by the first text. */
function drawnColumns({ id, sink, schema, hasEventTime }: SinkNode): DrawnColumns {
  if (sink.type === 'chart') {
    const { title, x, y, series, unit } = sink;
    return { title, x, y, series, unit, isTime: schema.some(({ name, type }) => name === x && type === 'timestamp') };
  }
  const first = (types: readonly string[]): string | null =>
    schema.find(({ type }) => types.includes(type))?.name ?? null;
  const y = hasEventTime ? (first(['double']) ?? first(['bigint'])) : null;
  return { title: id, x: null, y, series: first(['string']), unit: null, isTime: true };
}
