import { fork } from 'node:child_process';
import path from 'node:path';

/** @typedef {import('./child.mjs').Order} Order @typedef {import('./child.mjs').Report} Report */

/** So many, and a new process: one that stays keeps something of each run. */
const RUNS_MAX = 150;

/** Runs tests in a copy of the tree, in a process that stays until it hangs. */
export class TestsApart {
  #folder;
  /** @type {import('node:child_process').ChildProcess | null} */
  #child = null;
  #runs = 0;

  /** @param {string} folder the copy */
  constructor(folder) {
    this.#folder = folder;
  }

  /** Gives null where there was no answer in time, or the process died. @param {Order} order @param {number} limitMs @returns {Promise<Report | null>} */
  async run(order, limitMs) {
    if (RUNS_MAX <= this.#runs++) this.end();
    const child = (this.#child ??= this.#start());
    const report = await /** @type {Promise<Report | null>} */ (
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(null), limitMs);
        child.once('message', (message) => (clearTimeout(timer), resolve(/** @type {Report} */ (message))));
        child.once('exit', () => (clearTimeout(timer), resolve(null)));
        child.send(order);
      })
    );
    child.removeAllListeners();
    if (report === null) this.end();
    return report;
  }

  /** Ends the process and all that it started. */
  end() {
    const { pid } = this.#child ?? {};
    this.#child = null;
    this.#runs = 0;
    try {
      // It leads a group of its own.
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }

  #start() {
    const env = { ...process.env, NO_COLOR: '1', TMPDIR: path.join(this.#folder, 'tmp') };
    const script = path.join(this.#folder, 'build', 'mutants', 'child.mjs');
    return fork(script, [], { cwd: this.#folder, env, detached: true, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  }
}
