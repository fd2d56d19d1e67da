import type { Schema } from '../../data/types.ts';
import { pathTo, pathToItem } from '../check/path.ts';
import { quote } from '../check/quote.ts';
import { formatDuration } from '../duration.ts';
import type { OperatorValue } from '../graph/draft.ts';
import { COLUMNS_MAX } from '../keys/bounds.ts';
import type { IntervalJoinOptions } from '../plan.ts';
import type { Built, NodeContext, Stream } from './stream.ts';
import { namedColumn } from './stream.ts';

type IntervalJoinValue = Extract<OperatorValue, { type: 'interval_join' }>;

/** The rows of both inputs. */
interface Sides {
  readonly left: Stream;
  readonly right: Stream;
}

/** An operator that pairs rows of two inputs which are near in time. */
export function buildIntervalJoin(
  value: IntervalJoinValue,
  { left, right }: Sides,
  context: NodeContext,
): Built<IntervalJoinOptions> {
  const bounds = readBounds(value, context);
  const isKnown = left.schema !== null && right.schema !== null;
  const schema = isKnown ? joinedSchema(left.schema, right.schema, { value, context }) : null;
  const on = isKnown ? readOn(value, { left: left.schema, right: right.schema }, context) : null;
  return { schema, hasEventTime: true, options: bounds && on && { type: 'interval_join', on, ...bounds } };
}

function readBounds(
  { between, $ }: IntervalJoinValue,
  { problems }: NodeContext,
): Pick<IntervalJoinOptions, 'lowerMs' | 'upperMs'> | null {
  const [lowerMs, upperMs] = between ?? [];
  if (lowerMs === undefined || upperMs === undefined) return null;
  if (lowerMs <= upperMs) return { lowerMs, upperMs };
  const [from, to] = [formatDuration(lowerMs), formatDuration(upperMs)];
  const message = `${from} is more than ${to}, write the smaller one first: [${to}, ${from}]`;
  problems.add($.offset('between'), pathTo($.path, 'between'), message);
  return null;
}

interface Schemas {
  readonly left: Schema;
  readonly right: Schema;
}

/** The places of the columns that have to be equal; null where one is wrong. */
function readOn(
  { on, $ }: IntervalJoinValue,
  schemas: Schemas,
  context: NodeContext,
): IntervalJoinOptions['on'] | null {
  const pairs = (on ?? []).map((pair, i) => {
    const path = pathToItem(pathTo($.path, 'on'), i);
    return readPair(pair ?? [], { ...schemas, path }, context);
  });
  const found = pairs.filter((pair) => pair !== null);
  return on && found.length === on.length ? found : null;
}

type WrittenPair = Exclude<Exclude<IntervalJoinValue['on'], undefined>[number], undefined>;

function readPair(
  [leftName, rightName]: WrittenPair,
  { left, right, path }: Schemas & { readonly path: string },
  { problems }: NodeContext,
): IntervalJoinOptions['on'][number] | null {
  const leftType = leftName && namedColumn(leftName, left, { path: pathToItem(path, 0), problems });
  const rightType = rightName && namedColumn(rightName, right, { path: pathToItem(path, 1), problems });
  if (!leftName || !rightName || !leftType || !rightType) return null;
  if (leftType !== rightType) {
    const words = `${quote(leftName.shown)} is a ${leftType} and ${quote(rightName.shown)} a ${rightType}`;
    const remedy = `make them alike with CAST in an extend before the join`;
    problems.add(rightName.offset, path, `${words}, which are never equal; ${remedy}`);
    return null;
  }
  return { left: placeOf(leftName.text, left), right: placeOf(rightName.text, right) };
}

function placeOf(column: string, schema: Schema): number {
  return schema.findIndex(({ name }) => name === column);
}

/** The left columns, then the right ones; a name that both have gets the side before it. Null where names collide all the same. */
function joinedSchema(
  left: Schema,
  right: Schema,
  { value: { $ }, context: { problems } }: { readonly value: IntervalJoinValue; readonly context: NodeContext },
): Schema | null {
  const isShared = (name: string, other: Schema): boolean => other.some((field) => field.name === name);
  const schema = [
    ...left.map((field) => (isShared(field.name, right) ? { ...field, name: `left_${field.name}` } : field)),
    ...right.map((field) => (isShared(field.name, left) ? { ...field, name: `right_${field.name}` } : field)),
  ];
  if (COLUMNS_MAX < schema.length) {
    const message = `there would be ${schema.length} columns, at most ${COLUMNS_MAX} are allowed`;
    problems.add($.offset(), $.path, message);
    return null;
  }
  const names = schema.map(({ name }) => name);
  const doubles = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
  for (const name of doubles) {
    const remedy = 'rename one of them with select before the join';
    problems.add($.offset('inputs'), pathTo($.path, 'inputs'), `there would be two columns ${quote(name)}, ${remedy}`);
  }
  return doubles.length === 0 ? schema : null;
}
