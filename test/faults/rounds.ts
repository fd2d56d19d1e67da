import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../contract/random/random.ts';
import type { Kind } from './kinds.ts';
import { Writer } from './writer.ts';

/** What strikes: the process is killed, or the power of its disk cut. */
export type Strike = 'kills' | 'cuts';

/** After so many strikes the next ones hit something new: what is checked after each of them grows no further. */
export const ROUNDS_OF_ONE = 25;

/**
 * How many rounds of a strike a test has, and the seed of their moments: usually `usual`; of a campaign (`npm run faults`, which sets
 * KILLS, CUTS and SEED) its `share` of all of them.
 */
export function roundsOf(
  strike: Strike,
  usual: number,
  share: number,
): { readonly rounds: number; readonly seed: number } {
  const { KILLS, CUTS, SEED } = process.env;
  const all = strike === 'kills' ? KILLS : CUTS;
  const rounds = all === undefined ? usual : Math.ceil(Number(all) * share);
  return { rounds, seed: SEED === undefined ? Date.now() % 1e9 : Number(SEED) };
}

/** How long a test may take that usually takes less than `ms`: a campaign runs beside other work, and for hours. */
export function allowedMs(ms: number): number {
  return process.env['KILLS'] === undefined ? ms : 5 * ms;
}

/** Tells the campaign, if this is part of one, how many strikes there were, and says it for who looks. */
export function tellStrikes(strike: Strike, count: number, what: string): void {
  const { STRIKES } = process.env;
  if (STRIKES !== undefined) appendFileSync(STRIKES, `${JSON.stringify({ strike, count })}\n`);
  console.log(`${count} ${strike}: ${what}`);
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
