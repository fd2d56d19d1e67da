// The process that runs tests for build/mutants.mjs in a copy of the tree, which is its working folder: Vitest stays, its workers do not.
import path from 'node:path';
import { createVitest } from 'vitest/node';

/**
 * @typedef {{ tests: readonly string[], env: Readonly<Record<string, string>> }} Order tests in the order in which they are to be run
 * @typedef {{ test: string, messages: readonly string[] }} Failure a failed test by its file and its names, and what it said
 * @typedef {{ failures: readonly Failure[], errors: readonly string[], passed: number, skipped: number }} Report errors: outside of any test
 */

/** Far more than a test takes beside other work: slow is not red. */
const TEST_TIMEOUT_MS = 30_000;

/** @type {readonly string[]} */
let wanted = [];

/** Those that are likely to tell come first. */
class AsWanted {
  /** @param {import('vitest/node').TestSpecification[]} files */
  sort(files) {
    const place = (/** @type {import('vitest/node').TestSpecification} */ spec) =>
      wanted.indexOf(inTree(spec.moduleId));
    return files.sort((a, b) => place(a) - place(b));
  }

  /** @param {import('vitest/node').TestSpecification[]} files */
  shard(files) {
    return files;
  }
}

/** What is told of the run under way: Vitest itself keeps what came out of former ones, of files too that are not come to this time. */
let /** @type {import('vitest/node').TestCase[]} */ cases = [];
let /** @type {unknown[]} */ errors = [];

/** @type {import('vitest/node').Reporter} */
const reporter = {
  onTestCaseResult: (each) => void cases.push(each),
  onTestSuiteResult: (suite) => void errors.push(...suite.errors()),
  onTestModuleEnd: (module) => void errors.push(...module.errors()),
};

const vitest = await createVitest('test', {
  watch: false,
  maxWorkers: 1,
  bail: 1,
  testTimeout: TEST_TIMEOUT_MS,
  reporters: [reporter],
  sequence: { sequencer: AsWanted },
});

process.on('message', (/** @type {Order} */ order) => {
  void runTests(order).then((report) => process.send?.(report));
});
process.once('disconnect', () => process.exit());

/** @param {Order} order @returns {Promise<Report>} */
async function runTests({ tests, env }) {
  wanted = tests;
  for (const name of Object.keys(process.env)) if (name.startsWith('MILLRACE_')) delete process.env[name];
  Object.assign(process.env, env);
  const found = await vitest.globTestSpecifications([...tests]);
  [cases, errors] = [[], []];
  const { unhandledErrors } = await vitest.runTestSpecifications(
    found.filter(({ moduleId }) => tests.includes(inTree(moduleId))),
  );
  const inState = (/** @type {string} */ state) => cases.filter((each) => each.result().state === state);
  return {
    failures: inState('failed').map((each) => ({
      test: `${inTree(each.module.moduleId)} > ${each.fullName}`,
      messages: (each.result().errors ?? []).map(messageOf),
    })),
    errors: [...errors, ...unhandledErrors].map(messageOf),
    passed: inState('passed').length,
    skipped: inState('skipped').length,
  };
}

/** @param {unknown} error */
function messageOf(error) {
  const { name = 'Error', message = String(error) } = /** @type {{ name?: string, message?: string }} */ (error);
  return `${name}: ${message}`.slice(0, 500);
}

/** @param {string} file */
function inTree(file) {
  return path.relative(process.cwd(), file).replaceAll('\\', '/');
}
