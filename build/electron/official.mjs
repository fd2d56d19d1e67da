import fs from 'node:fs';
import path from 'node:path';
import { inCache, inRoot } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';
import { say, step } from '../setup/say.mjs';

/** Long enough for a slow answer, short enough to wait for one that never comes. */
const ANSWER_MS_MAX = 6_000;
const INSTALL_MS_MAX = 15 * 60_000;
const FAILURE_REMEMBERED_MS = 12 * 3_600_000;

const home = inRoot('node_modules', 'electron');
const failureFile = () => inCache('electron-install-failed.json');

/** The version that package.json pins. @returns {string} */
export const wantedVersion = () => JSON.parse(fs.readFileSync(inRoot('package.json'), 'utf8')).devDependencies.electron;

/** Electron as its own installer leaves it, in the pinned version. @returns {import('./runtime.mjs').Runtime | null} */
export function installedOfficial() {
  const dist = path.join(home, 'dist');
  try {
    const version = fs.readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
    const exe = path.join(dist, fs.readFileSync(path.join(home, 'path.txt'), 'utf8'));
    return version === wantedVersion() && fs.existsSync(exe) ? { dist, exe, source: 'official', version } : null;
  } catch {
    return null;
  }
}

/**
 * Lets Electron's own installer download it. A failure is remembered for half a day, so that later starts do not wait.
 * @param {'now' | 'unless it failed lately'} when
 */
export async function tryInstallOfficial(when) {
  if (when !== 'now' && (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD || hasFailedLately())) return null;
  const reason = (await canReachDownloads()) ? await install() : 'its download server cannot be reached';
  if (reason === '') return installedOfficial();
  say(`  Electron ${wantedVersion()} was not installed: ${reason}`);
  fs.mkdirSync(inCache(), { recursive: true });
  fs.writeFileSync(failureFile(), JSON.stringify({ version: wantedVersion(), atMs: Date.now(), reason }));
  return null;
}

/** @returns {Promise<string>} why it failed; empty when it did not */
async function install() {
  const { code, output } = await step(`installing Electron ${wantedVersion()} (about 120 MB)`, () =>
    run(process.execPath, [path.join(home, 'install.js')], { timeoutMs: INSTALL_MS_MAX }),
  );
  if (code === 0 && installedOfficial()) return '';
  return output.trim().split('\n').at(-1) || `its installer ended with code ${code}`;
}

/** Whether the server of the downloads is there at all: behind a proxy only the installer can tell. */
export async function canReachDownloads() {
  const { HTTPS_PROXY, https_proxy, ELECTRON_MIRROR, npm_config_electron_mirror } = process.env;
  if (HTTPS_PROXY || https_proxy) return true;
  try {
    const server = ELECTRON_MIRROR || npm_config_electron_mirror || 'https://github.com/electron/electron/releases';
    await fetch(server, { method: 'HEAD', signal: AbortSignal.timeout(ANSWER_MS_MAX) });
    return true;
  } catch {
    return false;
  }
}

function hasFailedLately() {
  try {
    const { version, atMs } = JSON.parse(fs.readFileSync(failureFile(), 'utf8'));
    return version === wantedVersion() && Date.now() - atMs < FAILURE_REMEMBERED_MS;
  } catch {
    return false;
  }
}
