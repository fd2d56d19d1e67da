import { ensureVirtualDisplay, isDebian } from '../setup/system.mjs';
import { inRoot, isRoot } from '../setup/paths.mjs';
import { check } from './check.mjs';
import { none } from './counts.mjs';
import { onVirtualDisplay } from './runner-steps.mjs';

/** Makes the packages, installs one, uses it and removes it. @param {readonly string[]} extra @returns {Promise<import('./check.mjs').Outcome>} */
export async function packages(extra) {
  if (!isDebian || !isRoot) {
    const note = 'skipped: installing a package needs root on a Debian-like system';
    return { isGood: true, counts: { ...none, skipped: 1 }, output: '', note };
  }
  await ensureVirtualDisplay();
  // In a process of its own: electron-builder's libraries meddle with the exit code, and its talk matters only when it fails.
  const made = await check([inRoot('build', 'package.mjs')]);
  if (!made.isGood) return made;
  return onVirtualDisplay('package', {}, extra);
}
