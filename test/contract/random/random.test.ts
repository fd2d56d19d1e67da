import { expect, test } from 'vitest';
import { checkCase } from './check-case.ts';
import { randomCase } from './random-case.ts';
import { saved } from './saved.ts';
import { shrunk } from './shrink.ts';

const CASES = Number(process.env['CASES'] ?? 600);
const SEED = process.env['SEED'] === undefined ? Date.now() % 1e9 : Number(process.env['SEED']);

test(
  `random documents over random rows do what the slow engine does, at every batch size (SEED=${SEED} CASES=${CASES})`,
  () => {
    console.log(`SEED=${SEED} CASES=${CASES} npx vitest run test/contract/random`);
    for (let i = 0; i < CASES; i++) {
      const seed = SEED + i;
      const given = randomCase(seed);
      const told = differing(given);
      if (told.length === 0) continue;
      const small = shrunk(given, (each) => kindOf(differing(each)) === kindOf(told));
      expect.fail(`SEED=${seed}\n${differing(small).join('\n')}\n\n${saved(small)}`);
    }
  },
  // A long run is as long as it was asked to be.
  60_000 + CASES * 100,
);

/** What differs, or what was thrown. */
function differing(given: ReturnType<typeof randomCase>): string[] {
  try {
    return checkCase(given);
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
