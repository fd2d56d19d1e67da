import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { executeHere } from '../../engine/api/execute.ts';
import { fromRows } from '../../engine/data/rows.ts';
import { readDocument } from '../../engine/document/read-document.ts';
import type { Plan } from '../../engine/document/plan.ts';
import { JobCounts } from '../../engine/runtime/job-counts.ts';
import type { ProgramPart } from '../../engine/runtime/program-part.ts';
import type { NodeCounts } from '../../engine/runtime/protocol.ts';

// Nodes that take a known time of a clock that only they move: so the shares are not about right, they are right.
const BATCHES = 100;
const BATCH_ROWS = 1000;
const STARTED_MS = 1000;

interface MadeUpClock {
  ms: number;
  now(): number;
  monotonic(): number;
}

function clockAt(ms: number): MadeUpClock {
  const clock = { ms, now: () => clock.ms, monotonic: () => clock.ms };
  return clock;
}

/** A source that works for one span on each batch and waits for its data for another. */
function source(clock: MadeUpClock, { workMs, waitMs }: { workMs: number; waitMs: number }): ProgramPart {
  let left = BATCHES;
  return {
    role: 'source',
    word: 'rows',
    why: 'its time is made up',
    create: ({ schema }, { waiting }) => ({
      open: () => Promise.resolve(),
      async poll() {
        if (left-- === 0) return null;
        if (0 < waitMs) await waiting(pass(clock, waitMs));
        clock.ms += workMs;
        return fromRows(
          schema,
          Array.from({ length: BATCH_ROWS }, (_, n) => ({ n })),
        );
      },
      position: () => null,
      close: () => Promise.resolve(),
    }),
  };
}

async function pass(clock: MadeUpClock, ms: number): Promise<void> {
  await nextTurn();
  clock.ms += ms;
}

function operator(clock: MadeUpClock, workMs: number): ProgramPart {
  const create: Extract<ProgramPart, { role: 'operator' }>['create'] = (_node, _schema, { output }) => ({
    inputs: [
      {
        receive(batch) {
          if (0 < batch.length) clock.ms += workMs;
          output.receive(batch);
        },
      },
    ],
  });
  return { role: 'operator', word: 'code', why: 'its time is made up', create };
}

function sink(clock: MadeUpClock, workMs: number): ProgramPart {
  const take = ({ length }: { readonly length: number }): void => void (clock.ms += 0 < length ? workMs : 0);
  return { role: 'sink', word: 'code', why: 'its time is made up', take };
}

const HEAD = `version: 1
name: shares
settings: { batch: { size: ${BATCH_ROWS} }, buffer: { capacity: ${2 * BATCH_ROWS} } }
sources: { in: { type: file, path: none.ndjson, format: ndjson, schema: { n: bigint } } }
`;

function planOf(documentText: string): Plan {
  const read = readDocument(documentText, { file: 'shares', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
  return read.plan;
}

/** Hundredths of the whole run, by node. */
function sharesOf(plan: Plan, nodes: readonly NodeCounts[]): Record<string, number[]> {
  const counts = new JobCounts(plan);
  const before = nodes.map((node) => ({ ...node, busyMs: 0, backpressuredMs: 0, at: STARTED_MS }));
  counts.update({ at: STARTED_MS, nodes: before, recording: null });
  // The shares are of the nodes' own moments; these two only have to be far enough apart.
  counts.update({ at: STARTED_MS + 1000, nodes, recording: null });
  const hundredths = (share: number): number => Math.round(share * 100);
  return Object.fromEntries(
    counts
      .statuses()
      .map(({ id, busy, backpressured, idle }) => [id, [busy, backpressured, idle].map(hundredths)] as const),
  );
}

test('the shares of a pipeline whose nodes all take some of the time are what they take', async () => {
  const text = `${HEAD}operators:
  first: { type: filter, inputs: [in], where: n >= 0 }
  second: { type: filter, inputs: [first], where: n >= 0 }
sinks: { out: { type: discard, inputs: [second] } }
`;
  const clock = clockAt(STARTED_MS);
  const programs = new Map([
    ['in', source(clock, { workMs: 1, waitMs: 2 })],
    ['first', operator(clock, 8)],
    ['second', operator(clock, 4)],
    ['out', sink(clock, 5)],
  ]);
  const plan = planOf(text);
  const { nodes } = await executeHere(plan, programs, { documentText: text, clock });
  // Busy, backpressured, idle: of 20 ms a batch each node has its own, and waits for those behind it.
  expect(sharesOf(plan, nodes)).toEqual({
    in: [5, 85, 10],
    first: [40, 45, 15],
    second: [20, 25, 55],
    out: [25, 0, 75],
  });
});

test('a slow sink is busy with what the buffer holds, and its source waits for room for the rest of the time', async () => {
  const text = `${HEAD}operators: { work: { type: filter, inputs: [in], where: n >= 0 } }
sinks: { out: { type: console, inputs: [work] } }
`;
  const clock = clockAt(STARTED_MS);
  const programs = new Map([
    ['in', source(clock, { workMs: 0.01, waitMs: 0 })],
    ['work', operator(clock, 0.02)],
  ]);
  const plan = planOf(text);
  let [inFlight, most] = [0, 0];
  let printed = Promise.resolve();
  // One block after the other, as a terminal does.
  const onConsole = (): Promise<void> => {
    most = Math.max(most, ++inFlight);
    printed = printed.then(() => pass(clock, 0.17)).then(() => void inFlight--);
    return printed;
  };
  const { nodes } = await executeHere(plan, programs, { documentText: text, clock, onConsole });
  const shares = sharesOf(plan, nodes);
  const isNear = (id: string, expected: readonly number[]): boolean =>
    expected.every((share, i) => Math.abs(share - shares[id]![i]!) <= 5);
  // Of 0.2 ms a batch. Few turns of the machine fall into so short a run, and what is printed in them is nobody's wait.
  const near = [isNear('in', [5, 95, 0]), isNear('work', [10, 85, 5]), isNear('out', [85, 0, 15])];
  expect({ most, near }).toEqual({ most: 2, near: [true, true, true] });
});
