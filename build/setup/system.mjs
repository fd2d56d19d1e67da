import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { isRoot } from './paths.mjs';
import { must } from './run.mjs';
import { SetupFault, step } from './say.mjs';

/**
 * A thing of the system: `library` or `command` tells whether it is there, `packages` are its names in Debian
 * and Ubuntu, newest first.
 * @typedef {{ library?: string, command?: string, packages: readonly string[] }} Need
 */

/** What Electron links against that a server installation lacks; the rest comes with these. @type {readonly Need[]} */
const electronNeeds = [
  { library: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { library: 'libnss3.so', packages: ['libnss3'] },
  { library: 'libgbm.so.1', packages: ['libgbm1'] },
  { library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
];
/** @type {Need} */
const displayNeed = { command: 'Xvfb', packages: ['xvfb'] };
/** @type {Need} */
const chromiumNeed = { command: 'chromium', packages: ['chromium', 'chromium-browser'] };

/** @type {readonly Need[]} */
const cutNeeds = [
  { command: 'mkfs.ext4', packages: ['e2fsprogs'] },
  { command: 'mkfs.xfs', packages: ['xfsprogs'] },
  { command: 'strace', packages: ['strace'] },
];

/** What tests make a small desktop of, and what Electron shows notifications through and the app finds its tray by. @type {readonly Need[]} */
const desktopNeeds = [
  { command: 'dbus-daemon', packages: ['dbus-daemon', 'dbus'] },
  { command: 'busctl', packages: ['systemd'] },
  { library: 'libnotify.so.4', packages: ['libnotify4'] },
];

/** What tests open encrypted files with that the program wrote. @type {Need} */
const ageNeed = { command: 'age', packages: ['age'] };

/** Whether a person looks at this session: windows can be shown. */
export const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** Installs what the window needs: Electron's libraries and, where there is no screen, a virtual one. */
export const ensureWindowSystem = () => ensure(hasDisplay ? electronNeeds : [...electronNeeds, displayNeed]);

/** Installs a virtual screen: tests never open windows on the one in use. */
export const ensureVirtualDisplay = () => ensure([...electronNeeds, displayNeed]);

/** Installs what a small desktop of the tests is made of, which runs on that screen. */
export const ensureDesktop = () => ensure(desktopNeeds);

/** Installs what cuts the power of a disk and kills amid a call in tests, where that can be done at all: only root may mount disks. */
export const ensurePowerCuts = () => (isRoot && isDebian ? ensure(cutNeeds) : Promise.resolve());

/** Installs the program that tests compare the encryption with, where packages can be installed. */
export const ensureAge = () => (isRoot && isDebian ? ensure([ageNeed]) : Promise.resolve());

/** Whether packages are .deb files here. */
export const isDebian =
  process.platform === 'linux' && commandPath('dpkg-deb') !== undefined && commandPath('apt-get') !== undefined;

/** Installs the browser of the page tests and gives its path; `MILLRACE_CHROMIUM` names another. */
export async function ensureChromium() {
  const given = process.env.MILLRACE_CHROMIUM;
  if (given) return given;
  const found = commandPath('chromium') ?? commandPath('google-chrome');
  if (found) return found;
  if (process.platform !== 'linux')
    throw new SetupFault('The page tests need Chromium: set MILLRACE_CHROMIUM to its path.');
  await ensure([chromiumNeed]);
  return commandPath('chromium') ?? commandPath('chromium-browser') ?? 'chromium';
}

/** @param {readonly Need[]} needs */
async function ensure(needs) {
  if (process.platform !== 'linux') return;
  const missing = missingOf(needs);
  if (missing.length === 0) return;
  if (!commandPath('apt-get')) {
    const things = missing.map((need) => need.library ?? need.command).join(', ');
    throw new SetupFault(`This system lacks ${things}. Install them with its package manager, then start again.`);
  }
  if (!isRoot)
    throw new SetupFault(
      `Some system libraries are missing. Type this line, then start again:\n\n  ${lineToType(missing, isKnownToApt)}\n`,
    );
  const wanted = missing.map((need) => need.library ?? need.command).join(', ');
  await step(`installing ${wanted} (apt-get)`, () => install(missing));
}

/**
 * What a person who is not root has to type. Where apt does not know a package by its newest name, it is the oldest.
 * @param {readonly Need[]} missing
 * @param {(name: string) => boolean} isKnown
 */
export function lineToType(missing, isKnown) {
  return `sudo apt-get update && sudo apt-get install -y ${missing.map((need) => nameOf(need, isKnown)).join(' ')}`;
}

/** @param {Need} need @param {(name: string) => boolean} isKnown */
const nameOf = ({ packages }, isKnown) => packages.find(isKnown) ?? packages.at(-1) ?? '';

/** @param {readonly Need[]} missing */
async function install(missing) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-q', '-y', '-o', 'DPkg::Lock::Timeout=300'];
  await must('apt-get', [...options, 'update'], { env });
  const names = missing.map((need) => nameOf(need, isKnownToApt));
  await must('apt-get', [...options, 'install', '--no-install-recommends', ...names], { env });
  const still = missingOf(missing);
  if (0 < still.length)
    throw new SetupFault(`apt-get installed ${names.join(' ')}, yet ${JSON.stringify(still)} is not there.`);
}

/** @param {string} name */
function isKnownToApt(name) {
  return /Candidate: (?!\(none\))/.test(execFileSync('apt-cache', ['policy', name], { encoding: 'utf8' }));
}

/** @param {readonly Need[]} needs */
function missingOf(needs) {
  const libraries = needs.some((need) => need.library) ? knownLibraries() : '';
  return needs.filter((need) =>
    need.library ? !libraries.includes(`\t${need.library} `) : !commandPath(need.command ?? ''),
  );
}

function knownLibraries() {
  const ldconfig = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((file) => fs.existsSync(file)) ?? 'ldconfig';
  return execFileSync(ldconfig, ['-p'], { encoding: 'utf8', maxBuffer: 1 << 26 });
}

/** The file that typing `name` would run. @param {string} name @returns {string | undefined} */
export function commandPath(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));
}
