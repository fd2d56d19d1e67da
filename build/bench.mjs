// npm run bench [-- NAME [arguments]]: runs test/bench/NAME, a file or a folder with a main file; lists them without a name.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { ensureBuilt } from './bundle/fresh.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { inRoot, root } from './setup/paths.mjs';
import { runScript, say, SetupFault } from './setup/say.mjs';

const folder = inRoot('test', 'bench');
const endings = ['.bench.ts', '.ts', '.mjs', '/main.ts', '/main.mjs'];

await runScript(async () => {
  const [name, ...args] = process.argv.slice(2);
  const names = benchmarks();
  if (name === undefined) {
    say(`Choose a benchmark: npm run bench -- ${names.join(' | ') || '(there is none yet)'}`);
    return 1;
  }
  const file = endings
    .map((ending) => inRoot('test', 'bench', `${name}${ending}`))
    .find((place) => fs.existsSync(place));
  if (!file) throw new SetupFault(`There is no benchmark "${name}": choose from ${names.join(', ')}.`);
  await ensurePackages();
  ensureBuilt(['cli', 'main', 'page']);
  return file.endsWith('.ts') ? runTypeScript(file, args) : runNode([file, ...args]);
});

function benchmarks() {
  if (!fs.existsSync(folder)) return [];
  const entries = fs.readdirSync(folder, { withFileTypes: true });
  const isBenchmark = (/** @type {fs.Dirent} */ entry) =>
    entry.isDirectory() ? hasMain(entry.name) : /\.(ts|mjs)$/.test(entry.name);
  return entries.filter(isBenchmark).map((entry) => entry.name.replace(/(\.bench)?\.(ts|mjs)$/, ''));
}

/** @param {string} name */
function hasMain(name) {
  return ['main.ts', 'main.mjs'].some((file) => fs.existsSync(inRoot('test', 'bench', name, file)));
}

/** Bundled like the program itself, so that what is measured is what runs. @param {string} file @param {readonly string[]} args */
async function runTypeScript(file, args) {
  const { build } = await import('vite');
  const { nodeBundle } = await import('./bundle/bundles.mjs');
  const source = file.slice(root.length + 1);
  await build(nodeBundle({ name: 'main', source, folder: 'out/bench' }, 'out/bench'));
  // A pipeline's threads are found beside whoever starts them.
  for (const made of fs.readdirSync(inRoot('out', 'cli')).filter((each) => /^worker.*\.cjs$/.test(each)))
    fs.copyFileSync(inRoot('out', 'cli', made), inRoot('out', 'bench', made));
  return runNode([inRoot('out', 'bench', 'main.cjs'), ...args]);
}

/** @param {readonly string[]} args */
function runNode(args) {
  return spawnSync(process.execPath, ['--expose-gc', ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;
}
