import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readDocument } from '../../../engine/document/index.ts';
import { randomCase } from '../random/random-case.ts';
import { Random } from '../random/random.ts';
import { fuzzRun, liveBytes } from './fuzz-run.ts';
import { mutated } from './mutate.ts';

const FOLDER = path.join(import.meta.dirname, '..');
const TEXTS = ['documents/good', 'documents/bad', 'smoke'].flatMap((folder) =>
  readdirSync(path.join(FOLDER, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(path.join(FOLDER, folder, name), 'utf8')),
);
const PIECES = TEXTS.flatMap((text) => text.split('\n')).flatMap((line) => [
  `${line}\n`,
  line.trim(),
  ...line.split(': '),
]);

const { cases, seed: firstSeed, timeoutMs } = fuzzRun(1000);

test(
  `a broken document is a plan or a list of problems, within a second (SEED=${firstSeed} CASES=${cases})`,
  () => {
    console.log(`SEED=${firstSeed} CASES=${cases} npx vitest run test/contract/fuzz/documents`);
    const slowest = { ms: 0, seed: 0 };
    let plans = 0;
    const before = liveBytes();
    for (let seed = firstSeed; seed < firstSeed + cases; seed++) {
      const started = performance.now();
      if (isPlan(seed)) plans++;
      const ms = performance.now() - started;
      if (slowest.ms < ms) Object.assign(slowest, { ms, seed });
    }
    const grownMiB = (liveBytes() - before) / 2 ** 20;
    console.log(
      `${plans} plans; slowest ${slowest.ms.toFixed()} ms (SEED=${slowest.seed}); ${grownMiB.toFixed(1)} MiB kept`,
    );
    expect(slowest.ms, `SEED=${slowest.seed}`).toBeLessThan(1000);
    // What the engine keeps for the next document has a limit: it does not grow with their number.
    expect(grownMiB).toBeLessThan(20);
  },
  timeoutMs,
);

function isPlan(seed: number): boolean {
  const text = documentOf(seed);
  const read = readOrExplain(text, seed);
  if ('plan' in read) {
    // A plan travels between threads.
    structuredClone(read.plan);
    return true;
  }
  expect(read.problems.length, `SEED=${seed}: neither a plan nor a problem`).toBeGreaterThan(0);
  const lines = text.split(/\r\n|\r|\n/).length;
  for (const { line, column, message } of read.problems) {
    const isTold = 1 <= line && line <= lines && 1 <= column && message.trim() !== '' && message.length < 2000;
    if (!isTold)
      expect.fail(`SEED=${seed}: a problem at ${line}:${column} of ${lines} lines: ${message.slice(0, 3000)}`);
  }
  return false;
}

function readOrExplain(text: string, seed: number): ReturnType<typeof readDocument> {
  try {
    return readDocument(text, { file: 'fuzz.yaml', baseFolder: '/', environment: { A: 'x', SECRET: "it's: [\n" } });
  } catch (error) {
    throw new Error(`SEED=${seed} throws on ${JSON.stringify(text.slice(0, 5000))}`, { cause: error });
  }
}

/** A document that was right once. */
function documentOf(seed: number): string {
  const random = new Random(seed);
  const original = random.chance(0.6) ? random.pick(TEXTS) : stringify(randomCase(seed).document);
  return mutated(random, original, PIECES);
}
