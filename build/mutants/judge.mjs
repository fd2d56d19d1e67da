import { mirrorOf, SLOW_MS } from './reach.mjs';

/**
 * What became of a mutant. `by` is the test that told and what it said; `file` the file of that test.
 * - killed: a named test failed with an error of its own; - survived: all that come to it are green; - unreached: none comes to it;
 * - hung: twice a test did not end in time; - unclear: it was red without a test that failed, such as a worker that died.
 * @typedef {{ outcome: 'killed' | 'survived' | 'unreached' | 'hung' | 'unclear', by: string, file: string, ms: number }} Verdict
 */

const TIMED_OUT = /^Error: (Test|Hook) timed out in \d+ms/;

/**
 * @param {import('./copy.mjs').Mutant} mutant
 * @param {{
 *   tests: import('./tests-apart.mjs').TestsApart,
 *   reaching: readonly { test: string, ms: number }[],
 *   tellers: readonly string[],
 * }} by those that reach it, and those that told of others, the newest first
 * @returns {Promise<Verdict>}
 */
export async function judge(mutant, { tests, reaching, tellers }) {
  const startedMs = performance.now();
  const ended = (/** @type {Verdict['outcome']} */ outcome, by = '', file = '') => ({
    outcome,
    by: by.slice(0, 400),
    file,
    ms: Math.round(performance.now() - startedMs),
  });
  if (reaching.length === 0) return ended('unreached');
  let found = null;
  for (const stage of stagesOf(mutant, { reaching, tellers })) {
    const limitMs = 60_000 + 10 * stage.reduce((total, { ms }) => total + ms, 0);
    const order = { tests: stage.map(({ test }) => test), env: { MILLRACE_MUTANT: String(mutant.number) } };
    found = readingOf(await tests.run(order, limitMs));
    // Beside other work it may have been slow for once.
    if (found?.outcome === 'hung') found = readingOf(await tests.run(order, limitMs));
    if (found !== null) break;
  }
  return found === null ? ended('survived') : ended(found.outcome, found.by, found.file);
}

/**
 * In which tests are run: the quick ones together, those of the same folder and those that told last before others; then each slow one.
 * @param {{ name: string }} mutant
 * @param {{ reaching: readonly { test: string, ms: number }[], tellers: readonly string[] }} by
 */
function stagesOf({ name }, { reaching, tellers }) {
  const folder = mirrorOf(name);
  const far = (/** @type {string} */ test) => (test.startsWith(folder) ? 0 : 1);
  const rank = (/** @type {string} */ test) => tellers.indexOf(test) + 1 || tellers.length + 1;
  const inOrder = reaching.toSorted((a, b) => far(a.test) - far(b.test) || rank(a.test) - rank(b.test) || a.ms - b.ms);
  const quick = inOrder.filter(({ ms }) => ms < SLOW_MS);
  return [quick, ...inOrder.filter(({ ms }) => SLOW_MS <= ms).map((each) => [each])].filter(({ length }) => 0 < length);
}

/**
 * Null where all was green.
 * @param {import('./child.mjs').Report | null} report
 * @returns {{ outcome: 'killed' | 'hung' | 'unclear', by: string, file: string } | null}
 */
export function readingOf(report) {
  if (report === null) return { outcome: 'hung', by: 'no answer', file: '' };
  const { failures, errors, passed } = report;
  const own = failures.find(({ messages }) => messages.some((message) => !TIMED_OUT.test(message)));
  const [failure] = own ? [own] : failures;
  if (failure) {
    const [file = ''] = failure.test.split(' > ');
    return { outcome: own ? 'killed' : 'hung', by: `${failure.test}: ${failure.messages[0] ?? ''}`, file };
  }
  if (0 < errors.length || passed === 0) return { outcome: 'unclear', by: errors[0] ?? 'no test was run', file: '' };
  return null;
}
