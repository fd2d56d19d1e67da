import { executeHere } from '../../../engine/api/execute.ts';
import { BatchArrays } from '../../../engine/data/batch-arrays.ts';
import type { Batch } from '../../../engine/data/batch.ts';
import type { Column, NumberColumn } from '../../../engine/data/column.ts';
import { Dictionary } from '../../../engine/data/dictionary.ts';
import type { Schema } from '../../../engine/data/types.ts';
import type { OperatorNode, Plan } from '../../../engine/document/plan.ts';
import { createOperator } from '../../../engine/operators/index.ts';
import type { Receiver } from '../../../engine/operators/operator.ts';
import { readsOf } from '../../../engine/operators/reads.ts';
import type { ProgramPart } from '../../../engine/runtime/program-part.ts';
import { BoundedOutOfOrderness } from '../../../engine/time/watermarks.ts';
import { BATCH, documentOf, planOf } from './documents.ts';
import { endOf } from './ends.ts';
import type { Rows } from './rows.ts';
import { DISORDER_MS, KEY_NAMES } from './rows.ts';
import type { Design, Outcome, Work } from './work.ts';

/** The operators of the documents, given columns and called one by the other; event times and watermarks are put on here. */
export const operators: Design = {
  name: 'Millrace, operators',
  share: 1,
  run: {
    A: (rows) => runOperators('A', rows),
    B: (rows) => runOperators('B', rows),
    C: (rows) => runOperators('C', rows),
    D: (rows) => runOperators('D', rows),
    E: (rows) => runOperators('E', rows),
  },
};

/** The same documents as jobs: a source that is polled, a chain that is metered and counted, a sink. */
export const jobs: Design = {
  name: 'Millrace, a whole job',
  share: 1,
  run: {
    A: (rows) => runPlan('A', rows, planOf('A')),
    B: (rows) => runPlan('B', rows, planOf('B')),
    C: (rows) => runPlan('C', rows, planOf('C')),
    D: (rows) => runPlan('D', rows, planOf('D')),
    E: (rows) => runPlan('E', rows, planOf('E')),
  },
};

/** What takes the results in looks at no times. */
const TAKES = { times: false, columns: null };

const SCHEMA: Schema = [
  { name: 'ts', type: 'timestamp' },
  { name: 'key', type: 'string' },
  { name: 'value', type: 'double' },
];

function runOperators(work: Work, rows: Rows): Outcome {
  const end = endOf(work);
  let next: Receiver = { keepsBatches: false, reads: TAKES, receive: (batch) => end.take(batch) };
  const nodes = planOf(work).nodes.filter((node): node is OperatorNode => node.role === 'operator');
  for (const [i, node] of [...nodes.entries()].reverse()) next = operatorOf(node, nodes[i - 1]?.schema ?? SCHEMA, next);
  const watermarks = new BoundedOutOfOrderness(DISORDER_MS);
  const arrays = new BatchArrays();
  for (const batch of batchesOf(rows)) {
    const times = (batch.columns[0] as NumberColumn).values;
    arrays.begin();
    next.receive(readsOf(next).times ? watermarks.stamp(batch, times, arrays) : watermarks.pass(batch, times));
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

/** Runs `plan` over `rows`: a source that is polled gives them, and what comes out of `work` is taken in. */
export async function runPlan(work: Work, rows: Rows, plan: Plan): Promise<Outcome> {
  const end = endOf(work);
  const batches = batchesOf(rows);
  const why = { why: 'it is measured', word: 'bench' };
  const programs = new Map<string, ProgramPart>([
    ['rows', { ...why, role: 'source', create: () => sourceOf(batches) }],
    ['end', { ...why, role: 'sink', reads: TAKES, take: (batch) => end.take(batch) }],
  ]);
  await executeHere(plan, programs, { documentText: documentOf(work) });
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
