import { newArrays } from './batch-arrays.ts';
import type { ArraySource } from './batch-arrays.ts';
import type { Column } from './column.ts';
import { Dictionary } from './dictionary.ts';
import type { ColumnType, Schema } from './types.ts';

/**
 * Rows moved together, in columns, with the time that goes with them.
 *
 * Batching is invisible: `watermarksBefore` is the watermark in force when each row arrives, and `watermark` the one after
 * the last row, so an operator that keeps time gives the result of one row at a time. A batch of no rows moves only the
 * watermark. A batch may be handed to several receivers, none of which changes it. It lasts until they have returned: its arrays
 * may be those of the giver's next batch then, unless a receiver says that it keeps batches (`Receiver.keepsBatches`).
 */
export interface Batch {
  readonly schema: Schema;
  readonly length: number;
  /** One column for each field of `schema`, in its order. */
  readonly columns: readonly Column[];
  /** When each row happened; null in a stream without event time. Belongs to the row, not to a column. */
  readonly eventTimes: Float64Array | null;
  /** The watermark when each row arrives; one number where it is the same for all. -Infinity before the first. */
  readonly watermarksBefore: Float64Array | number;
  /** The watermark after the last row; +Infinity once the input has ended. Never lower than any in `watermarksBefore`. */
  readonly watermark: number;
  /**
   * In ascending order all watermarks that come with this batch, also those before rows that an operator has taken out of it: what
   * is behind such a row is told apart from what is before it. Some may have come before, and some may be higher than `watermark`.
   * Without it, the rows and `watermark` are all. Operators hand them on as they came: the array may be that of somebody further up,
   * who fills it anew with each batch, so whoever keeps a batch copies them.
   */
  readonly watermarksPassed?: Float64Array | undefined;
  /** Where the rows were read, for the messages about them; null where nobody knows. */
  readonly origin: Origin | null;
}

/** The place of each row in the file it was read from. */
export interface Origin {
  readonly file: string;
  /** The line of each row, from 1. */
  readonly lines: Float64Array;
}

/** A batch of no rows that moves the watermark to `watermark`. */
export function watermarkOnly(schema: Schema, watermark: number): Batch {
  let columns = emptyColumns.get(schema);
  if (columns === undefined) emptyColumns.set(schema, (columns = schema.map(({ type }) => emptyColumn(type))));
  return { schema, length: 0, columns, eventTimes: null, watermarksBefore: watermark, watermark, origin: null };
}

// Windows give such a batch for most of theirs, and nobody can change columns without rows.
const emptyColumns = new WeakMap<Schema, readonly Column[]>();

/** A column of `type` without entries. */
export function emptyColumn(type: ColumnType): Column {
  if (type === 'string') return noTexts;
  return type === 'boolean' ? noBooleans : { type, values: noNumbers, nulls: null };
}

const noTexts: Column = { type: 'string', values: new Int32Array(0), nulls: null, dictionary: new Dictionary() };
const noBooleans: Column = { type: 'boolean', values: new Uint8Array(0), nulls: null };
const noNumbers = new Float64Array(0);

/** A batch of no rows with all the watermarks of `batch`, in a stream of `schema`. */
export function watermarksOf(batch: Batch, schema: Schema): Batch {
  return withPassed(watermarkOnly(schema, batch.watermark), watermarksPassed(batch));
}

/** `batch`, with which the watermarks `passed` come. */
export function withPassed(batch: Batch, passed: Float64Array | undefined): Batch {
  // Written out: a copy to which a field is added takes 2 µs, one of known fields 35 ns.
  const { schema, length, columns, eventTimes, watermarksBefore, watermark, origin } = batch;
  return { schema, length, columns, eventTimes, watermarksBefore, watermark, watermarksPassed: passed, origin };
}

/** All watermarks that come with `batch`; see `Batch.watermarksPassed`. */
export function watermarksPassed({
  watermarksPassed: passed,
  watermarksBefore,
  length,
}: Batch): Float64Array | undefined {
  if (passed !== undefined || typeof watermarksBefore === 'number') return passed;
  // Watermarks never go back, so those of the rows are a list of that kind already.
  return watermarksBefore.length === length ? watermarksBefore : watermarksBefore.subarray(0, length);
}

/** The rows of `batch` whose numbers are the first `count` of `rows`, in that order, with their times and watermarks, in `arrays`. */
export function takeRows(batch: Batch, rows: Int32Array, count: number, arrays: ArraySource = newArrays): Batch {
  const { watermarksBefore, eventTimes, origin } = batch;
  const times = eventTimes && takeNumbers(eventTimes, rows, arrays.numbers(count));
  return {
    schema: batch.schema,
    length: count,
    columns: batch.columns.map((column) => {
      // Mostly the event times are those of a column, and are taken once for both.
      const isTime = times !== null && column.values === eventTimes && column.type === 'timestamp';
      return isTime ? { type: 'timestamp', values: times, nulls: null } : takeColumn(column, rows, count, arrays);
    }),
    eventTimes: times,
    watermarksBefore:
      typeof watermarksBefore === 'number'
        ? watermarksBefore
        : takeNumbers(watermarksBefore, rows, arrays.numbers(count)),
    watermark: batch.watermark,
    watermarksPassed: watermarksPassed(batch),
    origin: origin && takeOrigin(origin, rows, arrays.numbers(count)),
  };
}

/** The places of `rows`, in `lines`. */
export function takeOrigin({ file, lines: all }: Origin, rows: Int32Array, lines: Float64Array): Origin {
  return { file, lines: takeNumbers(all, rows, lines) };
}

/** The watermark when row `row` of the batch arrives. */
export function watermarkBefore({ watermarksBefore: before }: Batch, row: number): number {
  return typeof before === 'number' ? before : before[row]!;
}

/** Row `row` of `batch` alone, under the watermark before it and without the one behind it. Shares the arrays of the batch. */
export function oneRow(batch: Batch, row: number): Batch {
  const { eventTimes, origin, columns } = batch;
  const before = watermarkBefore(batch, row);
  return {
    schema: batch.schema,
    length: 1,
    columns: columns.map((column) => columnFrom(column, row)),
    eventTimes: eventTimes && eventTimes.subarray(row),
    watermarksBefore: before,
    watermark: before,
    origin: origin && { file: origin.file, lines: origin.lines.subarray(row) },
  };
}

/** No row of `batch`, only a watermark. Shares the arrays of the batch. */
export function noRows({ watermarksPassed: _, ...batch }: Batch, watermark: number): Batch {
  return { ...batch, length: 0, watermarksBefore: watermark, watermark };
}

function columnFrom(column: Column, row: number): Column {
  return {
    ...column,
    values: column.values.subarray(row),
    nulls: column.nulls && column.nulls.subarray(row),
  } as Column;
}

/** The values of `column` at the first `count` of `rows`, in `arrays`. */
export function takeColumn(column: Column, rows: Int32Array, count: number, arrays: ArraySource = newArrays): Column {
  const nulls = column.nulls && takeBytes(column.nulls, rows, arrays.bytes(count));
  switch (column.type) {
    case 'string': {
      const values = takeIntegers(column.values, rows, arrays.integers(count));
      return { type: 'string', values, nulls, dictionary: column.dictionary };
    }
    case 'boolean':
      return { type: 'boolean', values: takeBytes(column.values, rows, arrays.bytes(count)), nulls };
    default:
      return { type: column.type, values: takeNumbers(column.values, rows, arrays.numbers(count)), nulls };
  }
}

// Three loops, not one generic: a loop that sees arrays of three kinds is several times slower. Four rows in each round, which is half as dear.
function takeNumbers(values: Float64Array, rows: Int32Array, taken: Float64Array): Float64Array {
  const whole = taken.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    taken[i] = values[rows[i]!]!;
    taken[i + 1] = values[rows[i + 1]!]!;
    taken[i + 2] = values[rows[i + 2]!]!;
    taken[i + 3] = values[rows[i + 3]!]!;
  }
  for (let i = whole; i < taken.length; i++) taken[i] = values[rows[i]!]!;
  return taken;
}

function takeIntegers(values: Int32Array, rows: Int32Array, taken: Int32Array): Int32Array {
  const whole = taken.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    taken[i] = values[rows[i]!]!;
    taken[i + 1] = values[rows[i + 1]!]!;
    taken[i + 2] = values[rows[i + 2]!]!;
    taken[i + 3] = values[rows[i + 3]!]!;
  }
  for (let i = whole; i < taken.length; i++) taken[i] = values[rows[i]!]!;
  return taken;
}

function takeBytes(values: Uint8Array, rows: Int32Array, taken: Uint8Array): Uint8Array {
  const whole = taken.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    taken[i] = values[rows[i]!]!;
    taken[i + 1] = values[rows[i + 1]!]!;
    taken[i + 2] = values[rows[i + 2]!]!;
    taken[i + 3] = values[rows[i + 3]!]!;
  }
  for (let i = whole; i < taken.length; i++) taken[i] = values[rows[i]!]!;
  return taken;
}
