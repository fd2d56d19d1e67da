import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { inRoot, root } from '../setup/paths.mjs';
import { SetupFault } from '../setup/say.mjs';
import { groups } from './groups.mjs';
import { contentOf, filesOf, looksOf, readStamp, writeStamp } from './stamp.mjs';

/** @typedef {import('./groups.mjs').GroupName} GroupName */

/** @param {GroupName} name */
export const stampFile = (name) => inRoot('out', `.${name}.stamp`);

/** Whether the bundles of a group are made of the files as they are now. @param {GroupName} name */
export function isFresh(name) {
  const stamp = readStamp(stampFile(name));
  if (!stamp || !outputsOf(name).every((file) => fs.existsSync(inRoot(file)))) return false;
  const files = filesOf(root, groups[name].inputs);
  const looks = looksOf(files);
  if (stamp.looks === looks) return true;
  if (stamp.content !== contentOf(root, files)) return false;
  // Touched, or checked out again, but the same.
  writeStamp(stampFile(name), { ...stamp, looks });
  return true;
}

/** @param {GroupName} name */
function outputsOf(name) {
  const { entries, page } = /** @type {import('./groups.mjs').Group} */ (groups[name]);
  return [
    ...entries.map((entry) => `${entry.folder}/${entry.name}.cjs`),
    ...(page ? [`${page.folder}/index.html`] : []),
  ];
}

/**
 * Builds those of the groups that are not fresh.
 * In a process of its own: bundlers look at the environment, and it is kept out of what we ship.
 * @param {readonly GroupName[]} names
 */
export function ensureBuilt(names) {
  const stale = names.filter((name) => !isFresh(name));
  if (stale.length === 0) return;
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  // Colours only where a person looks.
  const look = process.stderr.isTTY ? { TERM: process.env.TERM } : { NO_COLOR: '1' };
  const env = { PATH, HOME, TMPDIR, SystemRoot, ...look, NODE_ENV: 'production' };
  const { status } = spawnSync(process.execPath, [inRoot('build', 'build.mjs'), '--here', ...stale], {
    cwd: root,
    env,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new SetupFault('The build failed; what is wrong is said above.');
}
