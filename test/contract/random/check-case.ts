import path from 'node:path';
import type { FileSourceOptions, Plan } from '../../../engine/document/plan.ts';
import type { Turn } from '../../reference/run.ts';
import { runReference } from '../../reference/run.ts';
import { lineText } from '../../reference/source-rows.ts';
import { differences } from './differences.ts';
import type { Case } from './random-case.ts';
import { Random } from './random.ts';
import type { Feed } from './real-engine.ts';
import { planOf, runEngine } from './real-engine.ts';

type Files = Case['files'];

type Batching = Pick<Feed, 'batchSize' | 'largestBatch'>;

/** Batches of one size, and of sizes that are different each time. */
function batchings(): Readonly<Record<string, Batching>> {
  const random = new Random(1);
  return {
    'batches of 1': batchesOf(1),
    'batches of 2': batchesOf(2),
    'batches of 7': batchesOf(7),
    'batches of 1000': batchesOf(1000),
    'random batches': { batchSize: () => random.pick([1, 1, 2, 3, 5, 8, 13]), largestBatch: 13 },
  };
}

function batchesOf(size: number): Batching {
  return { batchSize: () => size, largestBatch: size };
}

/**
 * Runs both engines over `given` and gives what differs, in batches of the kind that is `seed`'s turn: the slow engine takes one row
 * at a time, so each kind is compared with that.
 */
export function checkCase({ document, files, turns }: Case, seed: number): string[] {
  const kinds = Object.entries(batchings());
  const chosen = Object.fromEntries([kinds[seed % kinds.length]!]);
  return checkText(JSON.stringify(document), files, { turns, batchings: chosen });
}

interface Ways {
  readonly turns?: readonly Turn[];
  readonly batchings?: Readonly<Record<string, Batching>>;
}

/** The same of a document as it is written; in batches of every kind, where nothing else is said. */
export function checkText(
  text: string,
  files: Files,
  { turns = [], batchings: chosen = batchings() }: Ways = {},
): string[] {
  const plan = planOf(text);
  const lines = linesOf(plan, files);
  const expected = runReference(text, files, turns);
  const told: string[] = [];
  for (const [name, batching] of Object.entries(chosen)) {
    const found = runEngine(plan, { lines, turns, ...batching });
    told.push(...differences(expected, found).map((each) => `${name}: ${each}`));
  }
  return told;
}

function linesOf(plan: Plan, files: Files): ReadonlyMap<string, readonly string[]> {
  return new Map(
    plan.nodes.flatMap((node) => {
      if (node.role !== 'source') return [];
      const { path: file } = node.source as FileSourceOptions;
      return [[node.id, files[path.basename(file)]!.map((line) => `${lineText(line)}\n`)] as const];
    }),
  );
}
