import type { Schema } from '../../data/types.ts';
import { pathTo } from '../check/path.ts';
import { quote } from '../check/quote.ts';
import type { EVENT_TIME } from '../keys/common.ts';
import type { ValueOf } from '../keys/value-of.ts';
import type { EventTime } from '../plan.ts';
import type { NodeContext } from './stream.ts';
import { namedColumn } from './stream.ts';

/** The event time that a source declares over its columns; undefined where it is wrong, which is reported. */
export function readEventTime(
  value: ValueOf<typeof EVENT_TIME> | null | undefined,
  schema: Schema | null,
  { problems }: NodeContext,
): EventTime | null | undefined {
  if (value === null || value === undefined) return value;
  const { column, out_of_orderness: outOfOrdernessMs, idle_timeout: idleTimeoutMs = null } = value;
  const path = pathTo(value.$.path, 'column');
  const type = column && schema ? namedColumn(column, schema, { path, problems }) : null;
  if (!column || type === null || outOfOrdernessMs === undefined) return undefined;
  if (type === 'timestamp') return { column: column.text, outOfOrdernessMs, idleTimeoutMs };
  const times = (schema ?? []).filter((field) => field.type === 'timestamp').map(({ name }) => quote(name));
  const remedy = times.length === 0 ? 'give the source one' : `name one, such as ${times[0]!}`;
  problems.add(
    column.offset,
    path,
    `column ${quote(column.shown)} is a ${type}, event time needs a timestamp: ${remedy}`,
  );
  return undefined;
}
