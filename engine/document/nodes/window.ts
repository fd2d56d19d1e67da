import type { Schema } from '../../data/types.ts';
import { pathTo, pathToItem } from '../check/path.ts';
import { quote } from '../check/quote.ts';
import type { OperatorValue } from '../graph/draft.ts';
import type { AggregateCall, WindowOptions } from '../plan.ts';
import { fieldOf, readColumns } from './columns.ts';
import { readAggregate } from './expressions.ts';
import type { Built, NodeContext, Stream } from './stream.ts';
import { namedColumn } from './stream.ts';

type WindowValue = Extract<OperatorValue, { type: 'window' }>;

/** The two columns that every result of a window has after its key. */
const BOUNDS: Schema = [
  { name: 'window_start', type: 'timestamp' },
  { name: 'window_end', type: 'timestamp' },
];

/** An operator that gathers rows in windows by key. */
export function buildWindow(value: WindowValue, { schema }: Stream, context: NodeContext): Built<WindowOptions> {
  const { allowed_lateness: allowedLatenessMs } = value;
  const window = readWindow(value, context);
  const result = schema && readResult(value, schema, context);
  const options =
    !result || !window || allowedLatenessMs === undefined
      ? null
      : ({
          type: 'window',
          window,
          key: result.key,
          calls: result.calls,
          results: result.results,
          allowedLatenessMs,
        } as const);
  return { schema: result?.schema ?? null, hasEventTime: true, options };
}

type Result = Pick<WindowOptions, 'key' | 'calls' | 'results'> & { readonly schema: Schema };

/** The columns that come out: key, bounds, aggregates; null where one is wrong. */
function readResult(value: WindowValue, schema: Schema, context: NodeContext): Result | null {
  const { problems } = context;
  const key = readKey(value, schema, context);
  const before = [...(key ?? []).map((column) => schema[column]!), ...BOUNDS];
  const calls: AggregateCall[] = [];
  const areNamesFree = reportTaken(value.aggregate ?? [], before, context);
  const results =
    value.aggregate &&
    readColumns(value.aggregate, { schema, problems }, (written, place) => readAggregate(written, place, calls));
  if (!key || !results || !areNamesFree) return null;
  return { key, calls, results, schema: [...before, ...results.map(fieldOf)] };
}

function readWindow({ window }: WindowValue, { problems }: NodeContext): WindowOptions['window'] | null {
  if (!window || window.size === undefined || window.offset === undefined) return null;
  const { size: sizeMs, offset: offsetMs } = window;
  if (Math.abs(offsetMs) < sizeMs) return { type: 'tumbling', sizeMs, offsetMs };
  const message = `offset ${window.$.shown('offset', '')} is not shorter than size ${window.$.shown('size', '')}, take whole sizes off it`;
  problems.add(window.$.offset('offset'), pathTo(window.$.path, 'offset'), message);
  return null;
}

/** The places of the key columns in the input; null where one is wrong. */
function readKey({ key, $ }: WindowValue, schema: Schema, { problems }: NodeContext): readonly number[] | null {
  const places: number[] = [];
  for (const [i, written] of (key ?? []).entries()) {
    if (!written) continue;
    const path = pathToItem(pathTo($.path, 'key'), i);
    if (namedColumn(written, schema, { path, problems }) === null) continue;
    const column = schema.findIndex(({ name }) => name === written.text);
    const isBound = BOUNDS.some(({ name }) => name === written.text);
    if (places.includes(column))
      problems.add(written.offset, path, `the column ${quote(written.shown)} is named twice`);
    else if (isBound) problems.add(written.offset, path, boundMessage(written.shown));
    else places.push(column);
  }
  return key && places.length === key.length ? places : null;
}

function boundMessage(name: string): string {
  return `the result has a column ${quote(name)} of its own, rename this one with select before the window`;
}

function reportTaken(
  aggregate: readonly { readonly name: string; readonly offset: number; readonly path: string }[],
  taken: Schema,
  { problems }: NodeContext,
): boolean {
  const names = new Set(taken.map(({ name }) => name));
  const wrong = aggregate.filter(({ name }) => names.has(name));
  for (const { name, offset, path } of wrong) {
    const whose = BOUNDS.some((field) => field.name === name) ? 'every window gives' : 'the key gives';
    problems.add(offset, path, `${whose} a column ${quote(name)} already, choose another name`);
  }
  return wrong.length === 0;
}
