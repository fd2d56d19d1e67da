import { executeHere } from '../../../engine/api/execute.ts';
import { BatchArrays } from '../../../engine/data/batch-arrays.ts';
import type { Batch } from '../../../engine/data/batch.ts';
import type { Column, NumberColumn, StringColumn } from '../../../engine/data/column.ts';
import { Dictionary } from '../../../engine/data/dictionary.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { columnIndex } from '../../../engine/data/types.ts';
import type { OperatorNode, Plan } from '../../../engine/document/plan.ts';
import { formatProblem } from '../../../engine/document/problem.ts';
import { readDocument } from '../../../engine/document/read-document.ts';
import { createOperator } from '../../../engine/operators/index.ts';
import type { Receiver } from '../../../engine/operators/operator.ts';
import type { ProgramPart } from '../../../engine/runtime/program-part.ts';
import { BoundedOutOfOrderness } from '../../../engine/time/watermarks.ts';
import { keyNumber } from './objects.ts';
import type { Rows } from './rows.ts';
import { DISORDER_MS, KEY_NAMES, KEYS } from './rows.ts';
import type { Design, Outcome, Work } from './work.ts';
import { PairOutcome, WindowOutcome } from './work.ts';

/** The operators of the documents below, given columns and called one by the other; event times and watermarks are put on here. */
export const operators: Design = {
  name: 'Millrace, operators',
  share: 1,
  run: {
    A: (rows) => runOperators('A', rows),
    B: (rows) => runOperators('B', rows),
    C: (rows) => runOperators('C', rows),
    D: (rows) => runOperators('D', rows),
  },
};

/** The same documents as jobs: a source that is polled, a chain that is metered and counted, a sink. */
export const jobs: Design = {
  name: 'Millrace, a whole job',
  share: 1,
  run: {
    A: (rows) => runJob('A', rows),
    B: (rows) => runJob('B', rows),
    C: (rows) => runJob('C', rows),
    D: (rows) => runJob('D', rows),
  },
};

const BATCH = 1024;

const SCHEMA: Schema = [
  { name: 'ts', type: 'timestamp' },
  { name: 'key', type: 'string' },
  { name: 'value', type: 'double' },
];

const OPERATORS: Readonly<Record<Work, string>> = {
  A: `
  result: { type: window, inputs: [rows], key: [key], window: { type: tumbling, size: 10s }, aggregate: {
    count: count(*), sum: sum(value), min: min(value), max: max(value), avg: avg(value) } }`,
  B: `
  above: { type: filter, inputs: [rows], where: value > 50 }
  result: { type: select, inputs: [above], columns: { key: key, load: value * 1.75 + 32 } }`,
  C: `
  counts: { type: window, inputs: [rows], key: [key], window: { type: sliding, size: 10s, slide: 2s }, aggregate: { n: count(*) } }
  result: { type: top_n, inputs: [counts], order_by: [n desc], n: 10 }`,
  D: `
  averages: { type: lag, inputs: [rows], key: [key], columns: {
    average: "ewma(value, 0.1)", hot: "value > 80 AND lag(value) > 80 AND lag(value, 2) > 80" } }
  result: { type: filter, inputs: [averages], where: hot }`,
};

function documentOf(work: Work): string {
  return `
version: 1
name: bench-${work.toLowerCase()}
settings: { batch: { size: ${BATCH} } }
sources:
  rows: { type: file, path: none.csv, format: csv, schema: { ts: timestamp, key: string, value: double },
    event_time: { column: ts, out_of_orderness: ${DISORDER_MS}ms } }
operators:${OPERATORS[work]}
sinks:
  end: { type: discard, inputs: [result] }
`;
}

function planOf(work: Work): Plan {
  const read = readDocument(documentOf(work), { file: `bench-${work}`, baseFolder: '/', environment: {} });
  if ('problems' in read) throw new Error(read.problems.map(formatProblem).join('\n'));
  return read.plan;
}

function runOperators(work: Work, rows: Rows): Outcome {
  const end = endOf(work);
  // It takes the columns in, and no times.
  const reads = { times: false, columns: null };
  let next: Receiver = { keepsBatches: false, reads, receive: (batch) => end.take(batch) };
  const nodes = planOf(work).nodes.filter((node): node is OperatorNode => node.role === 'operator');
  for (const [i, node] of [...nodes.entries()].reverse()) next = operatorOf(node, nodes[i - 1]?.schema ?? SCHEMA, next);
  const watermarks = new BoundedOutOfOrderness(DISORDER_MS);
  const arrays = new BatchArrays();
  for (const batch of batchesOf(rows)) {
    arrays.begin();
    next.receive(watermarks.stamp(batch, (batch.columns[0] as NumberColumn).values, arrays));
  }
  next.receive({ ...batchesOf({ ...rows, length: 0 }).next().value!, watermarksBefore: Infinity, watermark: Infinity });
  return end.outcome;
}

function operatorOf(node: OperatorNode, schema: Schema, output: Receiver): Receiver {
  const context = {
    output,
    late: null,
    counters: { late: 0 },
    reject: (_: Batch, __: number, why: string) => fail(why),
  };
  return createOperator(node, [schema], context).inputs[0]!;
}

function fail(reason: string): never {
  throw new Error(reason);
}

async function runJob(work: Work, rows: Rows): Promise<Outcome> {
  const end = endOf(work);
  const batches = batchesOf(rows);
  const why = { why: 'it is measured', word: 'bench' };
  const programs = new Map<string, ProgramPart>([
    ['rows', { ...why, role: 'source', create: () => sourceOf(batches) }],
    ['end', { ...why, role: 'sink', take: (batch) => end.take(batch) }],
  ]);
  await executeHere(planOf(work), programs, { documentText: documentOf(work) });
  return end.outcome;
}

function sourceOf(batches: Generator<Batch>) {
  return {
    open: async () => undefined,
    poll: (): Promise<Batch | null> => Promise.resolve(batches.next().value ?? null),
    position: () => null,
    close: async () => undefined,
  };
}

/** The rows as the batches that a source gives: parts of their arrays, and one dictionary. */
function* batchesOf({ length, ts, key, value }: Rows): Generator<Batch, undefined> {
  const dictionary = new Dictionary();
  for (const name of KEY_NAMES) dictionary.intern(name);
  for (let from = 0; from < Math.max(1, length); from += BATCH) {
    const to = Math.min(length, from + BATCH);
    const columns: Column[] = [
      { type: 'timestamp', values: ts.subarray(from, to), nulls: null },
      { type: 'string', values: key.subarray(from, to), nulls: null, dictionary },
      { type: 'double', values: value.subarray(from, to), nulls: null },
    ];
    const none = { eventTimes: null, watermarksBefore: -Infinity, watermark: -Infinity, origin: null };
    yield { schema: SCHEMA, length: to - from, columns, ...none };
  }
}

/** What takes the results of `work` in, column by column. */
function endOf(work: Work): { readonly outcome: Outcome; take(batch: Batch): void } {
  switch (work) {
    case 'A':
      return windowEnd();
    case 'B':
      return pairEnd((batch) => [keysOf(batch), numbersOf(batch, 'load')]);
    case 'C':
      return pairEnd((batch) => [numbersOf(batch, 'rank'), numbersOf(batch, 'n')]);
    case 'D':
      return pairEnd((batch) => [keysOf(batch), numbersOf(batch, 'average')]);
  }
}

function windowEnd() {
  const found = new WindowOutcome();
  return {
    get outcome() {
      return found.outcome;
    },
    take(batch: Batch): void {
      if (batch.length === 0) return;
      const key = keysOf(batch);
      const [end, count, sum] = (['window_end', 'count', 'sum'] as const).map((name) => numbersOf(batch, name));
      const [min, max, avg] = (['min', 'max', 'avg'] as const).map((name) => numbersOf(batch, name));
      for (let i = 0; i < batch.length; i++) {
        const values = { count: count![i]!, sum: sum![i]!, min: min![i]!, max: max![i]!, avg: avg![i]! };
        found.add(key[i]!, end![i]!, values);
      }
    },
  };
}

function pairEnd(columns: (batch: Batch) => readonly [weights: Float64Array, values: Float64Array]) {
  const found = new PairOutcome();
  return {
    get outcome() {
      return found.outcome;
    },
    take(batch: Batch): void {
      if (batch.length === 0) return;
      const [weights, values] = columns(batch);
      for (let i = 0; i < batch.length; i++) found.add(weights[i]!, values[i]!);
    },
  };
}

function numbersOf(batch: Batch, name: string): Float64Array {
  return (batch.columns[columnIndex(batch.schema, name)] as NumberColumn).values;
}

/** The numbers of the keys in the column `key`, whose dictionary may be the operator's own; void once it is asked again. */
function keysOf({ schema, columns, length }: Batch): Float64Array {
  const { values, dictionary } = columns[columnIndex(schema, 'key')] as StringColumn;
  let known = keysOfDictionaries.get(dictionary);
  if (known === undefined) keysOfDictionaries.set(dictionary, (known = new Int32Array(KEYS).fill(-1)));
  if (keys.length < length) keys = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const entry = values[i]!;
    if (known[entry]! < 0) known[entry] = keyNumber(dictionary.text(entry));
    keys[i] = known[entry]!;
  }
  return keys;
}

let keys = new Float64Array(BATCH);
const keysOfDictionaries = new WeakMap<StringColumn['dictionary'], Int32Array>();
