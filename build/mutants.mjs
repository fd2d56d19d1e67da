// npm run mutants [-- PLACE… | --name NAME | --near | --list | --afresh]: takes syncs, renames and checks out of the code one by one and sees
// whether a test turns red. It goes on where it stopped; out/mutants has what came out, test/mutants/equivalent.json what may survive.
import fs from 'node:fs';
import { copyTree, listMutants, sumOf } from './mutants/copy.mjs';
import { judge } from './mutants/judge.mjs';
import { Reaches } from './mutants/reach.mjs';
import { Results } from './mutants/results.mjs';
import { TestsApart } from './mutants/tests-apart.mjs';
import { inRoot } from './setup/paths.mjs';
import { runScript, say } from './setup/say.mjs';

await runScript(async () => {
  const words = process.argv.slice(2);
  const [named, places] = [words[words.indexOf('--name') + 1], words.filter((word) => !word.startsWith('--'))];
  const isNamed = words.includes('--name');
  const all = listMutants();
  const isWanted = (/** @type {string} */ name) =>
    isNamed ? name === named : places.length === 0 || places.some((place) => name.startsWith(place));
  const wanted = all.filter(({ name }) => isWanted(name));
  fs.mkdirSync(inRoot('out', 'mutants'), { recursive: true });
  if (words.includes('--afresh')) fs.rmSync(inRoot('out', 'mutants', 'reach.json'), { force: true });
  const results = new Results(inRoot('out', 'mutants', 'results.ndjson'));
  if (words.includes('--list')) for (const mutant of wanted) console.log(results.lineOf(mutant));
  else await run(wanted, { all, results, isAnew: isNamed, isNear: words.includes('--near') });
  return results.tell(wanted);
});

/**
 * @param {readonly import('./mutants/copy.mjs').Mutant[]} wanted
 * @param {{ all: readonly import('./mutants/copy.mjs').Mutant[], results: Results, isAnew: boolean, isNear: boolean }} what
 */
async function run(wanted, { all, results, isAnew, isNear }) {
  const folder = copyTree(all);
  const tests = new TestsApart(folder);
  const end = () => {
    tests.end();
    // What it has ended may still be going.
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => (end(), process.exit(1)));
  try {
    const reaches = new Reaches(inRoot('out', 'mutants', 'reach.json'));
    await reaches.measure(tests, all);
    /** @type {string[]} the files that told last, the newest first */
    let tellers = [];
    for (const mutant of wanted) {
      const reaching = reaches.testsOf(mutant.name, isNear);
      const sums = sumOf(
        reaching
          .map(({ test, sum }) => `${test} ${sum}`)
          .sort()
          .join(),
      );
      if (!isAnew && results.isKnown(mutant, sums)) continue;
      const verdict = await judge(mutant, { tests, reaching, tellers });
      results.add({ name: mutant.name, source: mutant.source, tests: sums, ...verdict });
      say(results.lineOf(mutant));
      if (verdict.outcome === 'killed') tellers = [verdict.file, ...tellers.filter((file) => file !== verdict.file)];
    }
  } finally {
    end();
  }
}
