import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** An absolute path inside the project. @param {string[]} parts */
export const inRoot = (...parts) => path.join(root, ...parts);

/** Where runtimes are kept between clones; `MILLRACE_CACHE` moves it. @param {string[]} parts */
export function inCache(...parts) {
  const { MILLRACE_CACHE, XDG_CACHE_HOME } = process.env;
  return path.join(
    MILLRACE_CACHE || path.join(XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'millrace'),
    ...parts,
  );
}

/** Whether this process may install packages and must switch Chromium's sandbox off. */
export const isRoot = process.getuid?.() === 0;
