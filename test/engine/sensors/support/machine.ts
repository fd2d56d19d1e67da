import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

const FIXTURES = join(import.meta.dirname, '../fixtures');

/** A folder that stands for the `/` of a machine, for one test. */
export interface Machine {
  readonly root: string;
  /** Overwrites a file in place, as the kernel's change under who holds them open. */
  write(path: string, text: string): void;
  remove(path: string): void;
  link(path: string, target: string): void;
}

/**
 * The machine of `fixtures/NAME.txt`, or an empty one.
 *
 * A fixture is the files one after the other, each after a line `==> path <==`; `==> path -> target <==` is a link.
 */
export function machine(name?: string): Machine {
  const root = mkdtempSync(join(tmpdir(), 'machine-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const fixture = name === undefined ? '' : readFileSync(join(FIXTURES, `${name}.txt`), 'utf8');
  for (const entry of fixture.split(/^==> /m).slice(1)) {
    const end = entry.indexOf(' <==\n');
    const [path, target] = entry.slice(0, end).split(' -> ');
    if (target === undefined) write(path!, entry.slice(end + 5));
    else link(join(root, path!), target);
  }
  return {
    root,
    write,
    remove: (path) => rmSync(join(root, path), { recursive: true, force: true }),
    link: (path, target) => link(join(root, path), target),
  };
}

function link(path: string, target: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}
