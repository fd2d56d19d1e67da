import { expect, test } from 'vitest';
import { checkCase } from './check-case.ts';
import { randomCase } from './random-case.ts';
import { saved } from './saved.ts';
import { shrunk } from './shrink.ts';

const CASES = Number(process.env['CASES'] ?? 700);
const SEED = process.env['SEED'] === undefined ? Date.now() % 1e9 : Number(process.env['SEED']);

test(
  `random documents over random rows do what the slow engine does, in batches of any size (SEED=${SEED} CASES=${CASES})`,
  () => {
    console.log(`SEED=${SEED} CASES=${CASES} npx vitest run test/contract/random`);
    for (let i = 0; i < CASES; i++) {
      const seed = SEED + i;
      const given = randomCase(seed);
      const told = differing(given, seed);
      if (told.length === 0) continue;
      const small = shrunk(given, (each) => kindOf(differing(each, seed)) === kindOf(told));
      expect.fail(`SEED=${seed}\n${differing(small, seed).join('\n')}\n\n${saved(small)}`);
    }
  },
  // A case takes about ten milliseconds; on a machine that has other things to do, many times that.
  60_000 + CASES * 300,
);

/** What differs, or what was thrown. */
function differing(given: ReturnType<typeof randomCase>, seed: number): string[] {
  try {
    return checkCase(given, seed);
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

/** A case that shrinks must go on failing in the same way: an invalid document is none of the engine's faults. */
function kindOf([first = 'nothing']: readonly string[]): string {
  if (/^(random )?batches/.test(first)) return 'differs';
  return (first.split(/\n {4}at /)[0] ?? '')
    .replace(/random.yaml[^ ]*|[\d"`'][^ ]*|sources\S*|operators\S*/g, '')
    .slice(0, 120);
}
