import type { Plan } from '../../../engine/document/plan.ts';
import { formatProblem } from '../../../engine/document/problem.ts';
import { readDocument } from '../../../engine/document/read-document.ts';
import { DISORDER_MS } from './rows.ts';
import type { Work } from './work.ts';

/** Rows in a batch. */
export const BATCH = 1024;

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
  E: `
  result: { type: window, inputs: [rows], key: [key], window: { type: sliding, size: 10s, slide: 2s }, aggregate: {
    count: count(*), sum: sum(value), min: min(value), max: max(value), avg: avg(value) } }`,
  D: `
  averages: { type: lag, inputs: [rows], key: [key], columns: {
    average: "ewma(value, 0.1)", hot: "value > 80 AND lag(value) > 80 AND lag(value, 2) > 80" } }
  result: { type: filter, inputs: [averages], where: hot }`,
};

/** The pipeline of `work` as a document. */
export function documentOf(work: Work): string {
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

/** Its plan, made once: a document is read before the first row comes. */
export function planOf(work: Work): Plan {
  const known = plans.get(work) ?? readPlan(work);
  plans.set(work, known);
  return known;
}

const plans = new Map<Work, Plan>();

function readPlan(work: Work): Plan {
  const read = readDocument(documentOf(work), { file: `bench-${work}`, baseFolder: '/', environment: {} });
  if ('problems' in read) throw new Error(read.problems.map(formatProblem).join('\n'));
  return read.plan;
}
