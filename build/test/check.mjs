import { inRoot } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';
import { none } from './counts.mjs';

/**
 * What a step of the tests came to: `output` is shown when it failed, `note` always.
 * @typedef {{ isGood: boolean, counts: import('./counts.mjs').Counts, output: string, note?: string }} Outcome
 * @typedef {{ name: string, what: string, run: (extra: readonly string[]) => Promise<Outcome> }} Step
 */

/** The path of an installed tool's program. @param {string} place below node_modules */
export const tool = (place) => inRoot('node_modules', ...place.split('/'));

/**
 * Runs programs of Node one after the other; good when all end with 0.
 * @param {readonly (readonly [script: string, ...args: string[]])[]} commands
 * @returns {Promise<Outcome>}
 */
export async function check(...commands) {
  let output = '';
  let isGood = true;
  for (const [script, ...args] of commands) {
    const ended = await run(process.execPath, [script, ...args], { env: { ...process.env, NO_COLOR: '1' } });
    isGood &&= ended.code === 0;
    if (ended.code !== 0) output += ended.output;
  }
  return { isGood, counts: none, output };
}
