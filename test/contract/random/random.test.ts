import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkCase } from './check-case.ts';
import { randomCase } from './random-case.ts';
import { saved } from './saved.ts';
import { shrunk } from './shrink.ts';

const CASES = Number(process.env['CASES'] ?? 600);
const SEED = process.env['SEED'] === undefined ? Date.now() % 1e9 : Number(process.env['SEED']);
const folder = mkdtempSync(path.join(tmpdir(), 'millrace-random-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  `random documents over random rows do what the slow engine does, at every batch size (SEED=${SEED} CASES=${CASES})`,
  async () => {
    console.log(`SEED=${SEED} CASES=${CASES} npx vitest run test/contract/random`);
    for (let i = 0; i < CASES; i++) {
      const seed = SEED + i;
      const given = randomCase(seed);
      const told = await differing(given);
      if (told.length === 0) continue;
      const small = await shrunk(given, async (each) => kindOf(await differing(each)) === kindOf(told));
      expect.fail(`SEED=${seed}\n${(await differing(small)).join('\n')}\n\n${saved(small)}`);
    }
  },
  // A long run is as long as it was asked to be.
  60_000 + CASES * 100,
);

/** What differs, or what was thrown. */
async function differing(given: ReturnType<typeof randomCase>): Promise<string[]> {
  try {
    return await checkCase(given, folder);
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

/** A case that shrinks must go on failing in the same way: an invalid document is none of the engine's faults. */
function kindOf([first = 'nothing']: readonly string[]): string {
  if (first.startsWith('batches')) return 'differs';
  return (first.split(/\n {4}at /)[0] ?? '')
    .replace(/random.yaml[^ ]*|[\d"`'][^ ]*|sources\S*|operators\S*/g, '')
    .slice(0, 120);
}
