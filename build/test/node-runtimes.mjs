import fs from 'node:fs';
import path from 'node:path';
import { downloadPackage } from '../setup/download.mjs';
import { withLock } from '../setup/lock.mjs';
import { inRoot } from '../setup/paths.mjs';
import { must } from '../setup/run.mjs';

/** @typedef {{ exe: string, version: string }} NodeRuntime */

/**
 * The versions of Node to test on: the one in the oldest Electron and the one in the newest, which the package registry
 * carries; beside them the one that runs this. What cannot be had is told in `note`, not hidden.
 * @param {string} cache
 * @returns {Promise<{ runtimes: NodeRuntime[], note: string }>}
 */
export async function nodeRuntimes(cache) {
  const pinned =
    JSON.parse(fs.readFileSync(inRoot('build', 'runtimes.json'), 'utf8')).node[`${process.platform}-${process.arch}`] ??
    [];
  /** @type {NodeRuntime[]} */
  const runtimes = [{ exe: process.execPath, version: process.versions.node }];
  const missing = [];
  for (const version of pinned) {
    try {
      runtimes.push(await cached(version, path.join(cache, `node-${version.version}`)));
    } catch (error) {
      missing.push(
        `not on Node ${version.version}: ${error instanceof Error ? error.message.split('\n').at(-1) : String(error)}`,
      );
    }
  }
  const versions = `Node ${runtimes.map((runtime) => runtime.version).join(', ')}`;
  return { runtimes, note: [versions, ...missing].join('; ') };
}

/**
 * @param {import('../setup/download.mjs').PinnedPackage} pinned
 * @param {string} folder
 * @returns {Promise<NodeRuntime>}
 */
async function cached(pinned, folder) {
  const runtime = { exe: path.join(folder, 'node'), version: pinned.version };
  if (fs.existsSync(runtime.exe)) return runtime;
  return withLock(`${folder}.lock`, async () => {
    if (fs.existsSync(runtime.exe)) return runtime;
    const work = fs.mkdtempSync(`${folder}-`);
    try {
      const archive = await downloadPackage(pinned, work);
      await must('tar', ['-xzf', archive, '-C', work, 'package/bin/node']);
      fs.mkdirSync(folder, { recursive: true });
      fs.renameSync(path.join(work, 'package', 'bin', 'node'), runtime.exe);
    } finally {
      fs.rmSync(work, { recursive: true, force: true });
    }
    return runtime;
  });
}
