import fs from 'node:fs';
import { inRoot } from '../setup/paths.mjs';
import { say } from '../setup/say.mjs';

/** @typedef {import('./judge.mjs').Verdict & { name: string, source: string, tests: string }} Result tests: a sum of those that reach it */

/** What came out, a line each; the last one of a name counts, as long as its file is the same. */
export class Results {
  #file;
  /** @type {Map<string, Result>} */
  #last = new Map();
  /** @type {Readonly<Record<string, string>>} names of mutants that nobody can tell from the code, each with the reason */
  #equivalent = JSON.parse(fs.readFileSync(inRoot('test', 'mutants', 'equivalent.json'), 'utf8'));

  /** @param {string} file */
  constructor(file) {
    this.#file = file;
    const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
    for (const line of lines) this.#take(JSON.parse(line));
  }

  /** @param {Result} result */
  add(result) {
    this.#take(result);
    fs.appendFileSync(this.#file, `${JSON.stringify(result)}\n`);
  }

  /** Whether there is nothing to be learned: what survived is asked again once its tests have changed, what nobody can tell from the code only by its name. @param {import('./copy.mjs').Mutant} mutant @param {string} tests */
  isKnown(mutant, tests) {
    if (mutant.name in this.#equivalent) return true;
    const result = this.#of(mutant);
    return result !== null && (result.outcome === 'killed' || result.tests === tests);
  }

  /** @param {import('./copy.mjs').Mutant} mutant */
  lineOf(mutant) {
    const result = this.#of(mutant);
    const about = result?.by || this.#equivalent[mutant.name] || '';
    return `${this.#outcomeOf(mutant).padEnd(10)} ${mutant.name} (line ${mutant.line}) ${about.replaceAll('\n', ' ').slice(0, 160)}`.trimEnd();
  }

  /** Says how many there are of each, and all that nothing kills. @param {readonly import('./copy.mjs').Mutant[]} mutants @returns {number} exit code: 1 where one survives that may not */
  tell(mutants) {
    /** @type {Record<string, number>} */
    const counts = {};
    for (const mutant of mutants) {
      const outcome = this.#outcomeOf(mutant);
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
    const alive = mutants.filter((mutant) => ['survived', 'unreached', 'unclear'].includes(this.#outcomeOf(mutant)));
    for (const mutant of alive) say(this.lineOf(mutant));
    const told = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
    say(`${mutants.length} mutants: ${told.join(', ')}`);
    return alive.length === 0 ? 0 : 1;
  }

  /** @param {import('./copy.mjs').Mutant} mutant */
  #outcomeOf(mutant) {
    const outcome = this.#of(mutant)?.outcome ?? 'not run';
    return outcome !== 'killed' && mutant.name in this.#equivalent ? 'equivalent' : outcome;
  }

  /** @param {import('./copy.mjs').Mutant} mutant */
  #of({ name, source }) {
    const result = this.#last.get(name);
    return result?.source === source ? result : null;
  }

  /** @param {Result} result */
  #take(result) {
    this.#last.set(result.name, result);
  }
}
