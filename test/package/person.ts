import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Somebody without rights: the user that every system has for that. */
const NOBODY = { uid: 65534, gid: 65534 };
const AS_NOBODY = ['--reuid=65534', '--regid=65534', '--clear-groups'];

/** Who starts the installed app: a person with Chromium's sandbox if the kernel allows it, else root without. */
export interface Person {
  readonly user: { readonly uid: number; readonly gid: number } | Record<string, never>;
  readonly hasSandbox: boolean;
  /** A folder of their own, for settings and recordings. */
  readonly home: string;
  /** A program that starts `program` as this person. */
  starter(program: string): string;
  /** Deletes the folder. */
  leave(): void;
}

/** A person with an empty home. */
export function newPerson(): Person {
  const home = mkdtempSync(path.join(os.tmpdir(), 'millrace-home-'));
  const hasSandbox = spawnSync('setpriv', [...AS_NOBODY, 'unshare', '--user', 'true']).status === 0;
  if (hasSandbox) chownSync(home, NOBODY.uid, NOBODY.gid);
  return {
    user: hasSandbox ? NOBODY : {},
    hasSandbox,
    home,
    starter: (program) => (hasSandbox ? writeStarter(home, program) : program),
    leave: () => rmSync(home, { recursive: true, force: true }),
  };
}

function writeStarter(home: string, program: string): string {
  const file = path.join(home, 'start');
  writeFileSync(file, `#!/bin/sh\nexec setpriv ${AS_NOBODY.join(' ')} '${program}' "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}
