import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { _electron } from '@playwright/test';
import type { Millrace } from './millrace.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..');

/** What makes mounts that only a program and its children see; for who is not root, with user ids of their own. */
const ownMounts = process.getuid?.() === 0 ? ['-m'] : ['-U', '-r', '-m'];

/** Whether this system lets this user have another file in the place of `file`, for one program. Needs Linux. */
export function canHide(file: string): boolean {
  return spawnSync('unshare', [...ownMounts, 'mount', '--bind', '/dev/null', file]).status === 0;
}

/** Starts the app on the data folder `data` as somebody who may not read `file`. */
export async function launchWithout(file: string, data: string): Promise<Millrace> {
  const unreadable = path.join(data, 'unreadable');
  writeFileSync(unreadable, '', { mode: 0o000 });
  const packaged = process.env['APP_EXE'];
  const program = packaged ?? (createRequire(import.meta.url)('electron') as string);
  // Root may read everything: that right is given up.
  const inside = `mount --bind "$0" ${file} && exec setpriv --bounding-set=-dac_override,-dac_read_search "$@"`;
  const script = `#!/bin/sh\nexec unshare ${ownMounts.join(' ')} sh -c '${inside}' "${unreadable}" "${program}" "$@"\n`;
  const executablePath = path.join(data, 'millrace.sh');
  writeFileSync(executablePath, script, { mode: 0o755 });
  const args = [...(packaged ? [] : [root]), `--user-data-dir=${data}`];
  const app = await _electron.launch({ executablePath, args });
  return { app, page: await app.firstWindow(), data, recordings: path.join(data, 'recordings') };
}
