// npm test [-- step… [arguments of that step]]: sets up what is missing, then checks everything; goes on after a failure.
import { ensureBuilt } from './bundle/fresh.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { runScript, secondsSince, SetupFault } from './setup/say.mjs';
import { contract } from './test/contract.mjs';
import { closingLine, none, sum } from './test/counts.mjs';
import { packages } from './test/package-step.mjs';
import { e2e, page, unit } from './test/runner-steps.mjs';
import { staticSteps } from './test/static-steps.mjs';

/** @typedef {import('./test/check.mjs').Step} Step */

/** @type {readonly Step[]} */
const steps = [
  ...staticSteps,
  { name: 'unit', what: 'vitest', run: unit },
  { name: 'build', what: 'bundles of the command, the main process and the page', run: build },
  { name: 'contract', what: 'the built command over documents, on several versions of Node', run: contract },
  { name: 'page', what: 'the built page in Chromium', run: page },
  { name: 'e2e', what: 'the whole app', run: e2e },
  { name: 'package', what: 'the package, installed and removed', run: packages },
];

await runScript(async () => {
  const { chosen, extra } = choose(process.argv.slice(2));
  const startedMs = performance.now();
  await ensurePackages();
  let counts = none;
  const failures = [];
  for (const group of atOnce(chosen)) {
    const outcomes = await Promise.all(group.map(async (step) => ({ step, ...(await runStep(step, extra)) })));
    for (const outcome of outcomes) {
      counts = sum(counts, outcome.counts);
      if (outcome.isGood) continue;
      failures.push(outcome.step.name);
      // A step that failed without a failing test, as a linter does, counts as one.
      if (outcome.counts.failed === 0) counts = sum(counts, { ...none, failed: 1 });
    }
  }
  print(`\n${secondsSince(startedMs)} in all.${failures.length === 0 ? '' : ` Failed: ${failures.join(', ')}.`}`);
  print(closingLine(counts));
  return failures.length === 0 ? 0 : 1;
});

/** @param {readonly string[]} words */
function choose(words) {
  const isStep = (/** @type {string} */ word) => steps.some((step) => step.name === word);
  const end = words.findIndex((word) => !isStep(word));
  const names = end === -1 ? words : words.slice(0, end);
  const extra = end === -1 ? [] : words.slice(end).filter((word) => word !== '--');
  if (names.length === 0 && 0 < extra.length)
    throw new SetupFault(`There is no step "${extra[0]}": choose from ${steps.map((step) => step.name).join(', ')}.`);
  return { chosen: names.length === 0 ? steps : steps.filter((step) => names.includes(step.name)), extra };
}

/**
 * Steps in the order in which they run: those that only read the source, each on one core, at once; the others alone, for they tell of times.
 * @param {readonly Step[]} chosen
 */
function atOnce(chosen) {
  const reading = chosen.filter((step) => staticSteps.includes(step));
  return [reading, ...chosen.filter((step) => !reading.includes(step)).map((step) => [step])];
}

/** @param {Step} step @param {readonly string[]} extra */
async function runStep(step, extra) {
  print(`\n> ${step.name}: ${step.what}`);
  const startedMs = performance.now();
  const outcome = await step
    .run(extra)
    .catch((error) => ({ isGood: false, counts: none, output: messageOf(error), note: '' }));
  if (!outcome.isGood) print(outcome.output.trimEnd());
  const { passed, failed, skipped } = outcome.counts;
  const counted = passed + failed + skipped === 0 ? '' : `, ${passed} passed, ${failed} failed, ${skipped} skipped`;
  print(
    `${outcome.isGood ? 'ok    ' : 'FAILED'} ${step.name} in ${secondsSince(startedMs)}${counted}${outcome.note ? ` (${outcome.note})` : ''}`,
  );
  return outcome;
}

/** @returns {Promise<import('./test/check.mjs').Outcome>} */
async function build() {
  ensureBuilt(['cli', 'main', 'page']);
  return { isGood: true, counts: none, output: '' };
}

/** @param {unknown} error */
function messageOf(error) {
  if (error instanceof SetupFault) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}
