import type { Schema } from '../../data/types.ts';
import { quote } from '../check/quote.ts';
import type { OperatorValue } from '../graph/draft.ts';
import { COLUMNS_MAX } from '../keys/bounds.ts';
import type { CheckedEntry } from '../keys/value-of.ts';
import type { ComputedColumn, ExtendOptions, SelectOptions } from '../plan.ts';
import type { Expression } from '../../expression/index.ts';
import type { WrittenText } from '../text/written.ts';
import type { ExpressionPlace } from './expressions.ts';
import { readExpression } from './expressions.ts';
import type { Built, NodeContext, Stream } from './stream.ts';

/** An operator that gives the named columns only. */
export function buildSelect(
  { columns }: Extract<OperatorValue, { type: 'select' }>,
  input: Stream,
  { problems }: NodeContext,
): Built<SelectOptions> {
  const { hasEventTime } = input;
  const computed = columns && input.schema && readColumns(columns, { schema: input.schema, problems }, readExpression);
  if (!computed) return { schema: null, hasEventTime, options: null };
  const window = keptWindow(input.window, computed);
  return { schema: computed.map(fieldOf), hasEventTime, window, options: { type: 'select', columns: computed } };
}

/** What those columns are called now that say in which window a row is, where both are kept. */
function keptWindow(window: Stream['window'], computed: readonly ComputedColumn[]): Stream['window'] {
  const nameOf = (column: string | undefined) =>
    computed.find(({ expression }) => expression.kind === 'column' && expression.name === column)?.name;
  const [start, end] = [nameOf(window?.start), nameOf(window?.end)];
  return start !== undefined && end !== undefined ? { start, end } : undefined;
}

/** An operator that adds columns. */
export function buildExtend(
  value: Extract<OperatorValue, { type: 'extend' }>,
  input: Stream,
  context: NodeContext,
): Built<ExtendOptions> {
  const { columns } = value;
  const broken = { ...input, schema: null, options: null };
  if (!columns || !input.schema) return broken;
  const computed = readColumns(columns, { schema: input.schema, problems: context.problems }, readExpression);
  const schema = extendedSchema(value, { input: input.schema, computed }, context);
  if (!computed || !schema) return broken;
  return { ...input, schema, options: { type: 'extend', columns: computed } };
}

/** The input's columns and the computed ones; null where one of them is wrong or there is a name or a column too many, which is reported. */
export function extendedSchema(
  { columns, $ }: Pick<Extract<OperatorValue, { type: 'extend' | 'lag' }>, 'columns' | '$'>,
  { input, computed }: { readonly input: Schema; readonly computed: readonly ComputedColumn[] | null },
  { problems }: NodeContext,
): Schema | null {
  const isNew = reportTaken(columns ?? [], input, problems);
  if (!computed || !isNew) return null;
  const extended = [...input, ...computed.map(fieldOf)];
  if (extended.length <= COLUMNS_MAX) return extended;
  const message = `there would be ${extended.length} columns, at most ${COLUMNS_MAX} are allowed`;
  problems.add($.offset('columns'), $.path, message);
  return null;
}

type Entries = readonly CheckedEntry<WrittenText>[];

/** The columns of `entries`, each read by `read`; null where one is wrong. */
export function readColumns(
  entries: Entries,
  place: Omit<ExpressionPlace, 'path'>,
  read: (written: WrittenText, place: ExpressionPlace) => Expression | null,
): ComputedColumn[] | null {
  const columns: ComputedColumn[] = [];
  for (const { name, path, value } of entries) {
    const expression = value ? read(value, { ...place, path }) : null;
    if (expression) columns.push({ name, expression });
  }
  return columns.length === entries.length ? columns : null;
}

/** The field of a computed column. */
export function fieldOf({ name, expression }: ComputedColumn): Schema[number] {
  return { name, type: expression.type };
}

/** Whether no entry has the name of a column of `schema`: to change a column's meaning in passing confuses. */
function reportTaken(entries: Entries, schema: Schema, problems: NodeContext['problems']): boolean {
  const names = new Set(schema.map(({ name }) => name));
  const taken = entries.filter(({ name }) => names.has(name));
  for (const { name, offset, path } of taken) {
    const message = `the input has a column ${quote(name)} already, choose another name, or use select to replace it`;
    problems.add(offset, path, message);
  }
  return taken.length === 0;
}
