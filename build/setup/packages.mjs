import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { withLock } from './lock.mjs';
import { inRoot } from './paths.mjs';
import { must, npm } from './run.mjs';
import { SetupFault, step } from './say.mjs';

const NODE_MAJOR_MIN = 20;
const stampFile = inRoot('node_modules', '.millrace-lock');

/** Installs what package-lock.json names, if that is not what is installed. */
export async function ensurePackages() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < NODE_MAJOR_MIN)
    throw new SetupFault(`Node ${process.versions.node} is too old: install Node ${NODE_MAJOR_MIN} or newer.`);
  if (isInstalled()) return;
  await withLock(inRoot('out', 'packages.lock'), async () => {
    if (isInstalled()) return;
    // NODE_ENV=production or an omit setting would leave out the tools, and nothing here needs an install script.
    const args = ['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
    await step('installing the libraries of package-lock.json (npm ci, about 40 s)', () => must(...npm(args)));
    writeStamp();
  });
}

function isInstalled() {
  const lock = fs.readFileSync(inRoot('package-lock.json'));
  if (readOr(stampFile, '') === hashOf(lock)) return true;
  const hidden = readOr(inRoot('node_modules', '.package-lock.json'), '');
  if (hidden === '' || !satisfies(JSON.parse(hidden), JSON.parse(lock.toString()))) return false;
  writeStamp();
  return true;
}

/**
 * Whether `installed` (what npm notes in node_modules) has every package of `lock` in its version.
 * Packages of other systems are in the lock only.
 * @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lock
 * @param {Lock} installed
 * @param {Lock} lock
 */
export function satisfies(installed, lock) {
  return Object.entries(lock.packages).every(([place, wanted]) => {
    const found = installed.packages[place];
    return place === '' || (found ? found.version === wanted.version : wanted.optional === true);
  });
}

function writeStamp() {
  fs.writeFileSync(stampFile, hashOf(fs.readFileSync(inRoot('package-lock.json'))));
}

/** @param {Buffer} bytes */
const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** @param {string} file @param {string} otherwise */
function readOr(file, otherwise) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}
