import type { ColumnType, Schema } from '../../data/types.ts';
import { pathTo } from '../check/path.ts';
import { alternatives, quote } from '../check/quote.ts';
import type { SinkValue } from '../graph/draft.ts';
import type { ChartSinkOptions } from '../plan.ts';
import type { WrittenText } from '../text/written.ts';
import type { NodeContext } from './stream.ts';
import { namedColumn } from './stream.ts';

type ChartValue = Extract<SinkValue, { type: 'chart' }>;

const NUMBERS: readonly ColumnType[] = ['double', 'bigint'];
const TIMES: readonly ColumnType[] = ['timestamp'];

/** A chart of the rows of `schema`; what the document leaves open is chosen by name and type. Null where it is wrong. */
export function buildChart(value: ChartValue, schema: Schema, context: NodeContext): ChartSinkOptions | null {
  const { title, unit } = value;
  const x = readAxis('x', value, { schema, ...context });
  const y = readAxis('y', value, { schema, ...context });
  const series = readSeries(value, schema, context);
  if (x === null || y === null || series === undefined || title === undefined || unit === undefined) return null;
  return { type: 'chart', title: title ?? context.id, x, y, series, unit };
}

/** The columns that are taken by name, before the first of a type. */
const USUAL = { x: ['ts', 'window_end'], y: ['value'] } as const;

interface AxisContext extends NodeContext {
  readonly schema: Schema;
}

function readAxis(axis: 'x' | 'y', value: ChartValue, context: AxisContext): string | null {
  const written = value[axis];
  if (written === undefined) return null;
  const chosen = written ? null : chooseColumn(context.schema, USUAL[axis], axis === 'x' ? TIMES : NUMBERS);
  if (chosen !== null) return chosen;
  if (written) return readWritten(axis, written, context);
  const what =
    axis === 'x' ? 'timestamp column, write x: and a column of numbers' : 'column of numbers, add one with extend';
  context.problems.add(value.$.offset(), context.path, `the rows have no ${what}`);
  return null;
}

function readWritten(axis: 'x' | 'y', written: WrittenText, { schema, path, problems }: AxisContext): string | null {
  const inside = pathTo(path, axis);
  const allowed = axis === 'x' ? [...TIMES, ...NUMBERS] : NUMBERS;
  const type = namedColumn(written, schema, { path: inside, problems });
  if (type === null) return null;
  if (allowed.includes(type)) return written.text;
  const message = `column ${quote(written.shown)} is a ${type}, ${axis} needs a ${alternatives(allowed)}`;
  problems.add(written.offset, inside, message);
  return null;
}

function readSeries(
  { series }: ChartValue,
  schema: Schema,
  { path, problems }: NodeContext,
): string | null | undefined {
  if (series === undefined) return undefined;
  if (series === null) return chooseColumn(schema, ['entity', 'metric'], []);
  const type = namedColumn(series, schema, { path: pathTo(path, 'series'), problems });
  return type === null ? undefined : series.text;
}

/** The first of the `usual` columns that is there and of a type of `types` (none: a string), or the first of these types. */
function chooseColumn(schema: Schema, usual: readonly string[], types: readonly ColumnType[]): string | null {
  const allowed = types.length === 0 ? ['string'] : types;
  for (const name of usual) {
    if (schema.some((field) => field.name === name && allowed.includes(field.type))) return name;
  }
  return schema.find(({ type }) => types.includes(type))?.name ?? null;
}
