import { makePackages } from '../package/make.mjs';
import { ensureVirtualDisplay, isDebian } from '../setup/system.mjs';
import { isRoot } from '../setup/paths.mjs';
import { none } from './counts.mjs';
import { onVirtualDisplay } from './runner-steps.mjs';

/** Makes the packages, installs one, uses it and removes it. @param {readonly string[]} extra @returns {Promise<import('./check.mjs').Outcome>} */
export async function packages(extra) {
  if (!isDebian || !isRoot) {
    const note = 'skipped: installing a package needs root on a Debian-like system';
    return { isGood: true, counts: { ...none, skipped: 1 }, output: '', note };
  }
  await ensureVirtualDisplay();
  await makePackages({ isRelease: false, allowsFallback: true });
  return onVirtualDisplay('package', {}, extra);
}
