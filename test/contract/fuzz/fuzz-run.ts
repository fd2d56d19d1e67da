import v8 from 'node:v8';
import vm from 'node:vm';

/** How many cases a run has, and where its seeds start: `CASES=10000 SEED=1 npx vitest run test/contract/fuzz`. */
export function fuzzRun(usualCases: number): {
  readonly cases: number;
  readonly seed: number;
  readonly timeoutMs: number;
} {
  const cases = Number(process.env['CASES'] ?? usualCases);
  const seed = process.env['SEED'] === undefined ? Date.now() % 1e9 : Number(process.env['SEED']);
  return { cases, seed, timeoutMs: 60_000 + cases * 100 };
}

/** Bytes of JavaScript objects that are still in use. */
export function liveBytes(): number {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  collect();
  // What the first one found is given back beside the program; the second one waits for that.
  collect();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}
