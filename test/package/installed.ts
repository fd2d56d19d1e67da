import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../../build/setup/paths.mjs';

const NAME = 'millrace';
/** Says that the package that is installed came from this test, and may be removed by it. */
const ours = inRoot('out', 'test', 'package-is-ours');

/** Whether somebody else installed Millrace here: then this machine is not ours to change. */
export function isSomebodyElses(): boolean {
  return spawnSync('dpkg-query', ['-s', NAME], { stdio: 'ignore' }).status === 0 && !existsSync(ours);
}

/** Installs a .deb and what it depends on. */
export function install(deb: string): void {
  mkdirSync(path.dirname(ours), { recursive: true });
  writeFileSync(ours, '');
  const args = ['install', '-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', deb];
  try {
    apt(args);
  } catch {
    // On a fresh machine apt does not know any packages yet.
    apt(['update', '-q']);
    apt(args);
  }
}

/** Removes the package with all that it set up. */
export function purge(): void {
  if (!existsSync(ours)) return;
  apt(['purge', '-y', '-q', NAME]);
  rmSync(ours);
}

/** The files of the installed package, and those that its scripts make. */
export function installedFiles(): readonly string[] {
  const listed = execFileSync('dpkg-query', ['-L', NAME], { encoding: 'utf8' }).trim().split('\n');
  return [
    ...listed.filter((file) => path.basename(file).toLowerCase().includes(NAME)),
    '/usr/bin/millrace',
    '/etc/millrace/pipeline.yaml',
    '/etc/apparmor.d/millrace',
  ];
}

/** The value of a key of the installed desktop entry. */
export function desktopEntry(key: string): string {
  const text = readFileSync('/usr/share/applications/millrace.desktop', 'utf8');
  return new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1] ?? '';
}

/** The program that the desktop entry starts, without the places for files. */
export function desktopProgram(): string {
  return desktopEntry('Exec')
    .replace(/ %[uUfF]$/, '')
    .replaceAll('"', '');
}

function apt(args: readonly string[]): void {
  execFileSync('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
