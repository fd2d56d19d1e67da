import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { isRoot } from '../setup/paths.mjs';
import { SetupFault } from '../setup/say.mjs';

/**
 * Stops with the line to type when Chromium's sandbox cannot work here: it would only say that it was aborted.
 * The sandbox is never switched off for a person who is not root.
 * @param {import('./runtime.mjs').Runtime} runtime
 */
export function checkSandbox({ dist }) {
  if (process.platform !== 'linux' || isRoot || isOwnedByRoot(path.join(dist, 'chrome-sandbox')) || hasUserNamespaces())
    return;
  const helper = path.join(dist, 'chrome-sandbox');
  throw new SetupFault(
    `This system does not let programs make user namespaces, which Chromium's sandbox needs. Type this line, then start again:\n\n` +
      `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'\n`,
  );
}

/** Whether this user may make user namespaces: Chromium's sandbox then needs no helper with root's rights. */
export function hasUserNamespaces() {
  return spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' }).status === 0;
}

/** @param {string} helper */
function isOwnedByRoot(helper) {
  const found = fs.statSync(helper, { throwIfNoEntry: false });
  return found !== undefined && found.uid === 0 && (found.mode & 0o4000) !== 0;
}
