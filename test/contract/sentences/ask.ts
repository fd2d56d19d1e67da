import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { readDocument } from '../../../engine/document/index.ts';
import { formatProblem } from '../../../engine/document/problem.ts';
import type { Turn } from '../../reference/run.ts';
import { planOf, runEngine } from '../random/real-engine.ts';

/** A sentence of the contract: what it says of each of `cases`, and what `ask` finds of them, all in one comparison. */
export function says<Found>(
  sentence: string,
  cases: Readonly<Record<string, Found>>,
  ask: (question: string) => Found,
): void {
  test(sentence, () => {
    const found = Object.keys(cases).map((question) => [question, ask(question)] as const);
    deepEqual(Object.fromEntries(found), cases);
  });
}

/** The schema of the one row that expressions are asked about. */
const ROW = {
  s: 'string',
  t: 'string',
  d: 'double',
  e: 'double',
  n: 'bigint',
  m: 'bigint',
  b: 'boolean',
  ts: 'timestamp',
  us: 'timestamp',
};

/** What `expression` gives for the row `line`: as it is written to NDJSON, `rejected`, or why it is refused and at which character. */
export function valueIn(line: string): (expression: string) => string {
  return (expression) => {
    const document = {
      version: 1,
      name: 'a sentence',
      sources: { in: { type: 'file', path: 'in.ndjson', format: 'ndjson', schema: ROW } },
      operators: { op: { type: 'select', inputs: ['in'], columns: { x: expression } } },
      sinks: { out: { type: 'console', inputs: ['op'] } },
    };
    const told = problems(JSON.stringify(document));
    if (told.length > 0) return told.map((each) => each.replace(/^.*?operators\.op\.columns\.x: /, '')).join(' / ');
    const { rows, rejected } = flow(JSON.stringify(document), { in: [line] });
    return rejected('op') + rejected('in') === 1 ? 'rejected' : rows('out').join().slice(5, -1);
  };
}

/** The problems of a document, each with its line and column. */
export function problems(text: string, environment: Readonly<Record<string, string>> = {}): string[] {
  const read = readDocument(text, { file: 'd', baseFolder: '/', environment });
  return 'problems' in read ? read.problems.map(formatProblem) : [];
}

/** What a document did with rows from memory. */
export interface Flow {
  /** The rows that a sink was given. */
  rows(sink: string): readonly string[];
  rejected(node: string): number;
  late(node: string): number;
}

/** Runs `text` over the lines of its sources, which give them in `turns`, one row a batch; the rest, and the end, in their order. */
export function flow(
  text: string,
  lines: Readonly<Record<string, readonly string[]>>,
  turns: readonly Turn[] = [],
): Flow {
  const fed = new Map(Object.entries(lines).map(([id, each]) => [id, each.map((line) => `${line}\n`)] as const));
  const { lines: found, counts } = runEngine(planOf(text), {
    lines: fed,
    turns,
    batchSize: () => 1,
    largestBatch: 1,
  });
  return {
    rows: (sink) => found.get(sink)!,
    rejected: (node) => counts.get(node)!.rejected,
    late: (node) => counts.get(node)!.late,
  };
}
