import type { ColumnType } from '../../data/types.ts';
import type { SourceValue } from '../graph/draft.ts';
import type { GeneratorColumn, GeneratorSourceOptions } from '../plan.ts';
import { readEventTime } from './event-time.ts';
import { buildGeneratedColumn } from './generated-column.ts';
import type { Built, NodeContext } from './stream.ts';

/** Generated rows as a source. */
export function buildGeneratorSource(
  value: Extract<SourceValue, { type: 'generator' }>,
  context: NodeContext,
): Built<GeneratorSourceOptions> {
  const { rows, rate, seed } = value;
  const columns = readColumns(value, context);
  const schema = columns?.map((column) => ({ name: column.name, type: generatedType(column) })) ?? null;
  const eventTime = readEventTime(value.event_time, schema, context);
  const hasEventTime = eventTime === undefined ? null : eventTime !== null;
  const isWrong = rows === undefined || rate === undefined || seed === undefined;
  if (isWrong || !columns || eventTime === undefined) return { schema, hasEventTime, options: null };
  return { schema, hasEventTime, options: { type: 'generator', rows, rate, seed, columns, eventTime } };
}

/** The type of the values that a generated column has. */
export function generatedType(column: GeneratorColumn): ColumnType {
  switch (column.kind) {
    case 'sequence':
    case 'integer':
      return 'bigint';
    case 'time':
      return 'timestamp';
    case 'choice':
      return choiceType(column.values);
    case 'uniform':
    case 'walk':
    case 'sine':
      return 'double';
  }
}

function choiceType(values: readonly (string | number | boolean)[]): ColumnType {
  if (typeof values[0] === 'string') return 'string';
  if (typeof values[0] === 'boolean') return 'boolean';
  return values.every((value) => Number.isSafeInteger(value)) ? 'bigint' : 'double';
}

function readColumns(
  { columns, rows, event_time: time }: Extract<SourceValue, { type: 'generator' }>,
  { problems }: NodeContext,
): GeneratorColumn[] | null {
  if (!columns) return null;
  const timed = columns.filter(({ value }) => value?.time);
  // The event time's, where it is one of them.
  const { value } = timed.find(({ name }) => name === time?.column?.text) ?? timed[0] ?? {};
  const context = { rows, stepMs: value?.time ? value.time.step : null, problems };
  const built = columns.map((entry) => entry.value && buildGeneratedColumn(entry.name, entry.value, context));
  const good = built.filter((column): column is GeneratorColumn => !!column);
  return good.length === built.length ? good : null;
}
