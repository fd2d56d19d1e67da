import fs from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from '../bundle/fresh.mjs';
import { canReachDownloads } from '../electron/official.mjs';
import { describeRuntime, electronRuntime } from '../electron/runtime.mjs';
import { inRoot, root } from '../setup/paths.mjs';
import { say, SetupFault, step } from '../setup/say.mjs';
import { packageConfig } from './config.mjs';

/** @typedef {{ isRelease: boolean, allowsFallback: boolean }} Wishes */

/**
 * Makes the packages of this system in dist/, and gives their files.
 * @param {Wishes} wishes
 * @returns {Promise<string[]>}
 */
export async function makePackages(wishes) {
  const runtime = await electronFor(wishes);
  ensureBuilt(['main', 'page', 'cli']);
  fs.rmSync(inRoot('dist'), { recursive: true, force: true });
  writeLicences();
  const targets = ['dir', 'deb', 'tar.gz'];
  say(`Packaging on ${describeRuntime(runtime)}.`);
  const made = await step(`packaging ${targets.join(', ')}`, () => build(targets, runtime, wishes));
  return wishes.isRelease ? [...made, ...(await makeAppImage(runtime, wishes))] : made;
}

/** @param {Wishes} wishes */
async function electronFor({ isRelease, allowsFallback }) {
  if (isRelease && !allowsFallback) return officialOnly();
  const runtime = await electronRuntime();
  if (isRelease && runtime.source !== 'official')
    say(`NOT FOR PEOPLE: this release holds ${describeRuntime(runtime)}, with known holes in its security.`);
  return runtime;
}

async function officialOnly() {
  try {
    return await electronRuntime('official');
  } catch (error) {
    if (!(error instanceof SetupFault)) throw error;
    throw new SetupFault(
      `${error.message}\nA release holds the official Electron and no other. To try out the release itself: --release --allow-fallback.`,
    );
  }
}

/** @param {import('../electron/runtime.mjs').Runtime} runtime @param {Wishes} wishes */
async function makeAppImage(runtime, wishes) {
  if (!(await canReachDownloads())) {
    say(
      'The AppImage was not made: it starts with a program that only the network has. Run this where the network is.',
    );
    return [];
  }
  return step('packaging AppImage', () => build(['AppImage'], runtime, wishes));
}

/** @param {readonly string[]} targets @param {import('../electron/runtime.mjs').Runtime} runtime @param {Wishes} wishes */
async function build(targets, runtime, { isRelease }) {
  const { build: pack, Platform } = await import('electron-builder');
  const sevenZip = await import('7zip-bin');
  // npm does not keep the mark of a program on this file.
  fs.chmodSync(sevenZip.path7za, 0o755);
  process.env.ELECTRON_BUILDER_7ZIP_PATH = sevenZip.path7za;
  process.env.CUSTOM_FPM_PATH = inRoot('build', 'package', 'fpm.mjs');
  try {
    return await pack({
      projectDir: root,
      publish: 'never',
      targets: Platform.LINUX.createTarget([...targets]),
      config: packageConfig({ runtime, isRelease }),
    });
  } catch (error) {
    throw new SetupFault(`packaging failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Puts the licences of all libraries in the bundles into one file, which every package carries. */
function writeLicences() {
  const parts = ['main', 'renderer'].map((folder) => fs.readFileSync(inRoot('out', folder, 'LICENCES.txt'), 'utf8'));
  const blocks = new Set(parts.flatMap((part) => part.split(/\n(?=={10})/)).map((block) => block.trim()));
  fs.writeFileSync(path.join(inRoot('out'), 'LICENCES.txt'), `${[...blocks].filter(Boolean).sort().join('\n\n')}\n`);
}
