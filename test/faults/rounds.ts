import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../contract/random/random.ts';
import type { Kind } from './kinds.ts';
import { Writer } from './writer.ts';

/** How many rounds of a fault there are, and the seed of their moments: `ROUNDS` and `SEED` say other ones. */
export function roundsOf(usual: number): { readonly rounds: number; readonly seed: number } {
  const { ROUNDS, SEED } = process.env;
  return { rounds: Number(ROUNDS ?? usual), seed: SEED === undefined ? Date.now() % 1e9 : Number(SEED) };
}

/**
 * Lets a writer commit a few times into `folder`, strikes at a random moment, kills it, and gives how many rows it had said to be
 * committed before the strike began.
 */
export async function writeUntilStruck(
  program: string,
  folder: string,
  { kind, random, strike }: { readonly kind: Kind; readonly random: Random; readonly strike: () => void },
): Promise<number> {
  const writer = new Writer(program, folder, kind);
  // Enough for at least one part of some two commits.
  await writer.hasCommitted(random.integer(3, 18));
  // On top of it, so that it is struck at any place of a commit and not just after one.
  await wait(random.integer(0, 10));
  const { committed } = writer;
  strike();
  await writer.kill();
  return committed;
}
