import fs from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { inRoot, root } from '../setup/paths.mjs';
import { say, secondsSince, SetupFault } from '../setup/say.mjs';
import { stampFile } from './fresh.mjs';
import { groups } from './groups.mjs';
import { licencesOf, noteLibraries } from './licences.mjs';
import { contentOf, filesOf, looksOf, writeStamp } from './stamp.mjs';

/** Bundles a group and notes what it was made of. @param {import('./groups.mjs').GroupName} name */
export async function buildGroup(name) {
  const startedMs = performance.now();
  const group = /** @type {import('./groups.mjs').Group} */ (groups[name]);
  for (const { source } of [...group.entries, ...(group.page ? [group.page] : [])])
    if (!fs.existsSync(inRoot(source))) throw new SetupFault(`cannot bundle ${name}: there is no ${source}`);
  // Read before the build: a file saved meanwhile makes the bundle stale, not wrong.
  const files = filesOf(root, group.inputs);
  const stamp = { looks: looksOf(files), content: contentOf(root, files) };
  await bundle(group).catch((error) => {
    // The bundler's message names the file and the line; its stack is about itself.
    throw new SetupFault(`cannot bundle ${name}: ${plain(error instanceof Error ? error.message : String(error))}`);
  });
  for (const folder of group.folders) replace(folder);
  writeStamp(stampFile(name), stamp);
  say(`  built ${name} in ${secondsSince(startedMs)}`);
}

/** @param {import('./groups.mjs').Group} group */
async function bundle({ entries, page, folders }) {
  const { build } = await import('vite');
  const { nodeBundle, pageBundle } = await import('./bundles.mjs');
  for (const folder of folders) fs.rmSync(inRoot(fresh(folder)), { recursive: true, force: true });
  const libraries = /** @type {Set<string>} */ (new Set());
  const plugin = noteLibraries(libraries);
  for (const entry of entries) await build(nodeBundle(entry, fresh(entry.folder), [plugin]));
  if (page) await build(pageBundle(fresh(page.folder), [plugin]));
  fs.writeFileSync(inRoot(fresh(folders[0] ?? ''), 'LICENCES.txt'), licencesOf(libraries));
}

/** The bundler colours its messages even where nobody asked for it. @param {string} text */
const plain = (text) => (process.stderr.isTTY ? text : stripVTControlCharacters(text));

/** Bundles grow beside their place, so that a failed build leaves the last good one. @param {string} folder */
const fresh = (folder) => path.posix.join(path.posix.dirname(folder), `.new-${path.posix.basename(folder)}`);

/** @param {string} folder */
function replace(folder) {
  fs.rmSync(inRoot(folder), { recursive: true, force: true });
  fs.renameSync(inRoot(fresh(folder)), inRoot(folder));
}
