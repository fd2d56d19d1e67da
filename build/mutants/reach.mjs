import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../setup/paths.mjs';
import { say } from '../setup/say.mjs';
import { sumOf } from './copy.mjs';
import { testFiles } from './places.mjs';

/**
 * What a test file comes to: the names of mutants. `trouble` says why it cannot be used; it is empty where it can.
 * @typedef {{ sum: string, ms: number, trouble: string, names: readonly string[] }} Reach
 */

/** Tests that take longer are run after the others have told nothing. */
export const SLOW_MS = 10_000;

const LIMIT_MS = 240_000;

/** What every test file comes to; it is kept, and asked anew of those that changed. */
export class Reaches {
  #file;
  /** @type {Record<string, Reach>} */
  #known;

  /** @param {string} file where it is kept */
  constructor(file) {
    this.#file = file;
    this.#known = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
  }

  /** @param {import('./tests-apart.mjs').TestsApart} tests @param {readonly import('./copy.mjs').Mutant[]} mutants */
  async measure(tests, mutants) {
    const names = new Map(mutants.map(({ number, name }) => [String(number), name]));
    const log = `${this.#file}.log`;
    const sums = new Map(testFiles().map((test) => [test, sumOf(fs.readFileSync(inRoot(test), 'utf8'))]));
    const stale = [...sums].filter(([test, sum]) => this.#known[test]?.sum !== sum);
    // The first run builds, which is not counted.
    if (stale[0]) await tests.run({ tests: [stale[0][0]], env: {} }, LIMIT_MS);
    for (const [test, sum] of stale) {
      fs.writeFileSync(log, '');
      const startedMs = performance.now();
      const report = await tests.run({ tests: [test], env: { MILLRACE_REACHED: path.resolve(log) } }, LIMIT_MS);
      const ms = Math.round(performance.now() - startedMs);
      const reached = new Set(fs.readFileSync(log, 'utf8').split('\n').filter(Boolean));
      const trouble = troubleIn(report);
      if (trouble !== '') say(`  ${test} cannot tell: ${trouble}`);
      this.#known[test] = { sum, ms, trouble, names: [...reached].map((each) => names.get(each) ?? '').sort() };
      fs.writeFileSync(this.#file, JSON.stringify(this.#known));
    }
  }

  /** The tests that come to a mutant; the near ones are those of its own folder, and what looks at each sync, as far as they are quick. @param {string} name @param {boolean} isNear */
  testsOf(name, isNear) {
    return testFiles()
      .filter((test) => this.#known[test]?.trouble === '' && this.#known[test].names.includes(name))
      .map((test) => ({ test, ms: this.#known[test]?.ms ?? 0, sum: this.#known[test]?.sum ?? '' }))
      .filter(
        ({ test, ms }) => !isNear || (ms < SLOW_MS && (test.startsWith(mirrorOf(name)) || test.includes('synced'))),
      );
  }
}

/** What the tests of a mutant's folder begin with, or those of a file that is in none of its own. @param {string} name */
export const mirrorOf = (name) => `test/${name.split('/').slice(0, 2).join('/')}/`.replace(/\.ts:.*/, '.');

/** @param {import('./child.mjs').Report | null} report */
function troubleIn(report) {
  if (report === null) return `no answer in ${LIMIT_MS / 1000} s`;
  const [failure] = report.failures;
  return failure ? `${failure.test}: ${failure.messages[0]}` : (report.errors[0] ?? '');
}
