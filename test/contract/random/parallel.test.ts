import path from 'node:path';
import { expect, test } from 'vitest';
import type { AggregateCall, FileSourceOptions, OperatorOptions, Plan } from '../../../engine/document/plan.ts';
import { keysOf } from '../../../engine/runtime/parallel/keys.ts';
import { placementOf } from '../../../engine/runtime/parallel/placement.ts';
import { lineText } from '../../reference/source-rows.ts';
import { randomCase } from './random-case.ts';
import type { Case } from './random-case.ts';
import { Random } from './random.ts';
import type { EngineRun } from './real-engine.ts';
import { planOf, runEngine } from './real-engine.ts';
import { saved } from './saved.ts';
import { shrunk } from './shrink.ts';

const CASES = Number(process.env['CASES'] ?? 250);
const SEED = process.env['SEED'] === undefined ? Date.now() % 1e9 : Number(process.env['SEED']);

test(
  `random documents do with several subtasks what they do with one, up to the order of rows of different keys (SEED=${SEED} CASES=${CASES})`,
  () => {
    console.log(`SEED=${SEED} CASES=${CASES} npx vitest run test/contract/random/parallel.test.ts`);
    let parallel = 0;
    for (let i = 0; i < CASES; i++) {
      const seed = SEED + i;
      const given = randomCase(seed);
      const told = differing(given, seed);
      if (told === null) continue;
      parallel++;
      if (told.length === 0) continue;
      const small = shrunk(given, (each) => (differing(each, seed)?.[0] ?? '').slice(0, 8) === told[0]!.slice(0, 8));
      expect.fail(`SEED=${seed}\n${(differing(small, seed) ?? []).join('\n')}\n\n${saved(small)}`);
    }
    console.log(`${parallel} of them ran in parallel`);
    expect(parallel).toBeGreaterThan(CASES / 10);
  },
  60_000 + CASES * 300,
);

/** What differs; null where nothing runs in parallel, or where what it gives depends on the order of rows of different keys. */
function differing({ document, files, turns }: Case, seed: number): string[] | null {
  const plan = planOf(JSON.stringify(document));
  const placement = placementOf(plan);
  if (placement.parallel.size === 0 || dependsOnOrder(plan)) return null;
  const random = new Random(seed);
  const lines = new Map(
    plan.nodes.flatMap((node) => {
      if (node.role !== 'source') return [];
      const file = path.basename((node.source as FileSourceOptions).path);
      return [[node.id, files[file]!.map((line) => `${lineText(line)}\n`)] as const];
    }),
  );
  const feed = { lines, turns, batchSize: () => random.pick([1, 2, 3, 7, 50]), largestBatch: 50 };
  try {
    const single = runEngine(plan, feed);
    return [2, 3].flatMap((parallelism) => {
      const rowsAtATime = random.pick([1, 2, 5, 1000]);
      return differences(single, runEngine(plan, { ...feed, parallelism, rowsAtATime }));
    });
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

/** Whether a node that keeps something from one row to the next reads rows of different keys that were in several subtasks. */
function dependsOnOrder(plan: Plan): boolean {
  const { parallel, dealOf } = placementOf(plan);
  const mixed = new Set<string>();
  for (const node of plan.nodes) {
    const crosses = node.inputs.some(
      (input, i) =>
        mixed.has(input.node) ||
        (parallel.has(input.node) && (!parallel.has(node.id) || dealOf.get(node.id)![i] !== null)),
    );
    if (!crosses) continue;
    if (node.role === 'operator' && keysOf(node) !== null && !isForAnyOrder(node.operator)) return true;
    mixed.add(node.id);
  }
  return false;
}

/** Whether an operator gives the same rows for rows under the same watermark in any order. */
function isForAnyOrder(operator: OperatorOptions): boolean {
  if (operator.type === 'interval_join') return true;
  if (operator.type !== 'window' || operator.time === 'processing' || operator.window.type === 'count') return false;
  const isForAny = ({ function: name }: AggregateCall): boolean =>
    ['count_rows', 'count', 'count_distinct', 'min', 'max'].includes(name);
  return operator.allowedLatenessMs === 0 && operator.calls.every(isForAny);
}

function differences(single: EngineRun, found: EngineRun): string[] {
  const told: string[] = [];
  for (const [id, lines] of single.lines) {
    const [left, right] = [[...lines].sort(), [...(found.lines.get(id) ?? [])].sort()];
    const at = left.findIndex((line, i) => line !== right[i]);
    if (0 <= at || left.length !== right.length) {
      told.push(`lines: ${id}: ${left.length} and ${right.length}\n  one     ${left[at]}\n  several ${right[at]}`);
    }
  }
  for (const [id, counts] of single.counts) {
    const [left, right] = [JSON.stringify(counts), JSON.stringify(found.counts.get(id))];
    if (left !== right) told.push(`counts of ${id}: ${left} and ${right}`);
  }
  return told;
}
