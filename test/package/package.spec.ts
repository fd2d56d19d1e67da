import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { _electron as electron, expect, test } from '@playwright/test';
import { openVirtualDisplay } from '../../build/electron/display.mjs';
import { inRoot } from '../../build/setup/paths.mjs';
import { desktopEntry, desktopProgram, install, installedFiles, isSomebodyElses, purge } from './installed.ts';
import { newPerson } from './person.ts';
import type { Person } from './person.ts';

/** A fuse is a digit in the program. */
const [OFF, ON] = ['0', '1'].map((digit) => digit.charCodeAt(0));
const unpacked = inRoot('dist', 'linux-unpacked');
const made = (ending: string): string =>
  inRoot('dist', readdirSync(inRoot('dist')).find((name) => name.endsWith(ending)) ?? `no ${ending}`);

test('the unpacked folder holds the app, the licences and nothing of a checkout', () => {
  const names = readdirSync(unpacked);
  expect(names).toEqual(
    expect.arrayContaining([
      'millrace',
      'LICENSE',
      'LICENCES.libraries.txt',
      'pipeline.schema.json',
      'LICENSE.electron.txt',
      'LICENSES.chromium.html',
    ]),
  );
  expect(names.filter((name) => ['.millrace', 'version', 'electron'].includes(name))).toEqual([]);
  expect(readdirSync(path.join(unpacked, 'resources'))).not.toContain('default_app.asar');
});

test('the app holds its bundles and no source, library or map', () => {
  const files = listPackage(path.join(unpacked, 'resources', 'app.asar'), { isPack: false });
  expect(files).toEqual(
    expect.arrayContaining([
      '/package.json',
      '/out/main/main.cjs',
      '/out/main/worker.cjs',
      '/out/main/absent-worker.cjs',
      '/out/main/player-worker.cjs',
      '/out/main/history-worker.cjs',
      '/out/preload/preload.cjs',
      '/out/renderer/index.html',
    ]),
  );
  expect(
    files.filter((file) => /\.(map|ts|svelte)$|node_modules|^\/(build|engine|electron|renderer)/.test(file)),
  ).toEqual([]);
});

test('the program is not a Node for others, and runs no app but ours', async () => {
  const wire = await getCurrentFuseWire(path.join(unpacked, 'millrace'));
  expect([
    wire[FuseV1Options.RunAsNode],
    wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
    wire[FuseV1Options.EnableCookieEncryption],
    wire[FuseV1Options.OnlyLoadAppFromAsar],
  ]).toEqual([OFF, OFF, ON, ON]);
});

test('the archive holds the program', () => {
  const listed = execFileSync('tar', ['-tzvf', made('.tar.gz')], { encoding: 'utf8', maxBuffer: 1 << 26 });
  expect(listed).toMatch(/^-rwxr-xr-x .*\/millrace$/m);
  expect(listed).toMatch(/\/resources\/app\.asar$/m);
  expect(listed).toMatch(/^-rwxr-xr-x .*\/cli\/millrace-cli$/m);
  expect(listed).toMatch(/\/cli\/worker\.cjs$/m);
  expect(listed).toMatch(/\/service\/millrace\.service$/m);
  expect(listed).not.toMatch(/\.map$/m);
});

test('the package installs, starts from its desktop entry as a person would, and leaves nothing behind', async () => {
  test.skip(isSomebodyElses(), 'Millrace is installed here already, and this test would remove it');
  purge();
  install(made('.deb'));
  const files = installedFiles();
  const person = newPerson();
  const display = await openVirtualDisplay(person.user);
  try {
    expect(desktopEntry('Name')).toBe('Millrace');
    expect(desktopEntry('Categories')).toBe('System;Monitor;');
    expect(existsSync(`/usr/share/icons/hicolor/256x256/apps/${desktopEntry('Icon')}.png`)).toBe(true);
    expect(statSync('/usr/share/doc/millrace/copyright').isFile()).toBe(true);
    checkService(person);

    const { DISPLAY: _display, ...env } = process.env as Record<string, string>;
    const app = await electron.launch({
      executablePath: person.starter(desktopProgram()),
      args: [`--user-data-dir=${path.join(person.home, 'data')}`],
      chromiumSandbox: person.hasSandbox,
      cwd: person.home,
      env: { ...env, HOME: person.home, DISPLAY: display.name },
    });
    const window = await app.firstWindow();
    await expect(window.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
    await expect(window.getByRole('link', { name: 'Pipelines' })).toBeVisible();
    const isPackaged = await app.evaluate(({ app }) => app.isPackaged);
    expect(isPackaged).toBe(true);
    await app.close();
  } finally {
    display.stop();
    person.leave();
    purge();
  }
  expect(files.filter((file) => existsSync(file))).toEqual([]);
});

/** The command line runs its document without a display and without rights, as the unit starts it; systemd finds no fault with that. */
function checkService({ home, starter }: Person): void {
  const unit = '/usr/lib/systemd/system/millrace.service';
  const document = '/etc/millrace/pipeline.yaml';
  expect(execFileSync('dpkg-query', ['-W', '-f', '${Conffiles}', 'millrace'], { encoding: 'utf8' })).toContain(
    document,
  );
  expect(readFileSync(unit, 'utf8')).toContain('ExecStart=/usr/bin/millrace-cli run ${MILLRACE_DOCUMENT}');
  const env = { PATH: process.env['PATH'], MILLRACE_NODE: process.execPath, HOME: home };
  const set = ['--set', `sinks.keep.path=${home}/kept`, '--state', `${home}/state`, '--for', '3s'];
  const ran = spawnSync(starter('/usr/bin/millrace-cli'), ['run', document, ...set], {
    encoding: 'utf8',
    env,
    cwd: home,
  });
  expect([ran.status, ran.stdout], ran.stderr).toEqual([0, '']);
  expect(readdirSync(path.join(home, 'kept'))).toContain('manifest.json');
  // Only where systemd is: it is a part of no test.
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8' });
  if (verified.error === undefined) expect([verified.status, verified.stderr]).toEqual([0, '']);
}
