import { BIGINT_MAX } from '../../data/types.ts';
import { pathTo } from '../check/path.ts';
import type { Problems } from '../check/problems.ts';
import type { GENERATED_COLUMN } from '../keys/generator-columns.ts';
import type { CheckedScalar, Place, ValueOf } from '../keys/value-of.ts';
import { sound, whole } from '../keys/value-of.ts';
import { parseDuration } from '../duration.ts';
import type { GeneratorColumn } from '../plan.ts';

type ColumnValue = ValueOf<typeof GENERATED_COLUMN>;

interface ColumnContext {
  /** How many rows there will be, where that is known. */
  readonly rows: number | null | undefined;
  /** Milliseconds from one row's time to the next one's; null where the rows have no times. */
  readonly stepMs: number | null | undefined;
  readonly problems: Problems;
}

/** How the column `name` gets its values; null where that is wrong, which is reported. */
export function buildGeneratedColumn(name: string, value: ColumnValue, context: ColumnContext): GeneratorColumn | null {
  const way = buildWay(value, context);
  if (!way || value.nulls === undefined) return null;
  return { ...way, name, nulls: value.nulls };
}

// Omit on a union would lose what tells its members apart.
type Way = GeneratorColumn extends infer C ? (C extends unknown ? Omit<C, 'name' | 'nulls'> : never) : never;

function buildWay(value: ColumnValue, context: ColumnContext): Way | null {
  const { sequence, time, integer, uniform, walk, sine, choice } = value;
  if (sequence) return buildSequence(sequence, context);
  if (time) return buildTime(time);
  if (integer) return buildRange('integer', integer, context);
  if (uniform) return buildRange('uniform', uniform, context);
  if (walk) return buildWalk(walk, context);
  if (sine) return buildSine(sine, context);
  return choice ? buildChoice(choice, value.$, context) : null;
}

function buildSequence(value: NonNullable<ColumnValue['sequence']>, { rows, problems }: ColumnContext): Way | null {
  const { start, step } = value;
  if (start === undefined || step === undefined) return null;
  const last = start + step * Math.max(0, (rows ?? 0) - 1);
  if (Math.abs(last) <= BIGINT_MAX) return { kind: 'sequence', start, step };
  return refuse(problems, value.$, 'the last row would be beyond ±(2^53 − 1), make start, step or rows smaller');
}

function buildTime(value: NonNullable<ColumnValue['time']>): Way | null {
  const good = whole(value);
  return good && { kind: 'time', start: good.start, stepMs: good.step, disorderMs: good.disorder };
}

function buildRange(
  kind: 'integer' | 'uniform',
  value: NonNullable<ColumnValue['integer' | 'uniform']>,
  { problems }: ColumnContext,
): Way | null {
  const { min, max } = value;
  if (min === undefined || max === undefined) return null;
  return min <= max ? { kind, min, max } : refuseRange(problems, value.$);
}

function buildWalk(value: NonNullable<ColumnValue['walk']>, { problems }: ColumnContext): Way | null {
  const good = whole(value);
  if (!good) return null;
  const { step, min, max } = good;
  if (max < min) return refuseRange(problems, value.$);
  const start = good.start ?? Math.min(Math.max(0, min), max);
  if (min <= start && start <= max) return { kind: 'walk', start, step, min, max };
  const bound = start < min ? 'min' : 'max';
  const side = bound === 'min' ? 'below' : 'above';
  return refuse(
    problems,
    value.$,
    `start ${value.$.shown('start', '0')} is ${side} ${bound} ${value.$.shown(bound, '')}`,
  );
}

function buildSine(value: NonNullable<ColumnValue['sine']>, context: ColumnContext): Way | null {
  const period = readPeriod(value, context);
  const good = whole(value);
  if (!good || period === null) return null;
  const { amplitude, mean, noise } = good;
  return { kind: 'sine', period, amplitude, mean, noise };
}

/** The period in rows. */
function readPeriod(
  { period, $ }: NonNullable<ColumnValue['sine']>,
  { stepMs, problems }: ColumnContext,
): number | null {
  if (!period || stepMs === undefined) return null;
  const { value, number } = period;
  if (number !== null && 0 < number && Number.isFinite(number)) return number;
  const ms = typeof value === 'string' ? parseDuration(value) : null;
  const isInTime = ms !== null && 0 < ms && stepMs !== null && 0 < stepMs;
  if (isInTime) return ms / stepMs;
  const message =
    ms !== null && 0 < ms
      ? 'a period in time needs a column of times that go on from row to row, write a number of rows such as 60'
      : 'the period is a number of rows above 0 such as 60, or a duration such as 1m';
  problems.add(period.offset, pathTo($.path, 'period'), message);
  return null;
}

function buildChoice(
  choice: readonly (CheckedScalar | undefined)[],
  place: Place,
  { problems }: ColumnContext,
): Way | null {
  const good = sound(choice);
  const other = good.find(({ value }) => typeof value !== typeof good[0]!.value);
  if (other) {
    const message = `the values are of different types (${typeof good[0]!.value} and ${typeof other.value}), write all of one type`;
    problems.add(other.offset, pathTo(place.path, 'choice'), message);
    return null;
  }
  return good.length < choice.length ? null : { kind: 'choice', values: good.map(({ value }) => value) };
}

function refuseRange(problems: Problems, place: Place): null {
  const [min, max] = ['min', 'max'].map((key) => place.shown(key, 'by default'));
  return refuse(problems, place, `min ${min!} is larger than max ${max!}, make min at most max`);
}

function refuse(problems: Problems, place: Place, message: string): null {
  problems.add(place.offset(), place.path, message);
  return null;
}
