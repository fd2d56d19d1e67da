import { expect, test } from 'vitest';
import { libraryOf } from '../../build/bundle/licences.mjs';
import { packageConfig } from '../../build/package/config.mjs';
import { controlOf, readArguments } from '../../build/package/fpm-arguments.mjs';
import { firstDifference } from '../../build/test/contract.mjs';

test('the control file says what fpm was told', () => {
  const { one, many, maps } = readArguments(
    [
      '-s',
      'dir',
      '--force',
      '-t',
      'deb',
      '--name',
      'millrace',
      '--version',
      '1.2.3',
      '--architecture',
      'amd64',
      '--maintainer',
      'A <a@b>',
    ].concat([
      '-d',
      'libnss3',
      '-d',
      'libgbm1',
      '--description',
      'Short\n  long one\n\n  long two',
      '--config-files',
      '/etc/a.yaml',
      '--before-remove',
      'stop.sh',
      'dist/=/opt/Millrace',
    ]),
  );
  expect(maps).toEqual(['dist/=/opt/Millrace']);
  expect([many['--config-files'], one['--before-remove']]).toEqual([['/etc/a.yaml'], 'stop.sh']);
  expect(controlOf(one, many, 12).split('\n')).toEqual([
    'Package: millrace',
    'Version: 1.2.3',
    'Priority: optional',
    'Architecture: amd64',
    'Depends: libnss3, libgbm1',
    'Installed-Size: 12',
    'Maintainer: A <a@b>',
    'Description: Short',
    ' long one',
    ' .',
    ' long two',
    '',
  ]);
});

test('a release shuts the door that the package tests come in by', () => {
  const runtime = { dist: '/e', exe: '/e/electron', source: 'official' as const, version: '45.4.1' };
  const inspect = (isRelease: boolean) =>
    packageConfig({ runtime, isRelease }).electronFuses?.enableNodeCliInspectArguments;
  expect([inspect(true), inspect(false)]).toEqual([false, true]);
});

test('an old Electron is not asked for a fuse that it has no place for', () => {
  const fuses = (version: string) =>
    packageConfig({ runtime: { dist: '/e', exe: '/e/electron', source: 'folder', version }, isRelease: true })
      .electronFuses;
  expect(fuses('25.1.1')).not.toHaveProperty('grantFileProtocolExtraPrivileges');
  expect(fuses('45.4.1')).toHaveProperty('grantFileProtocolExtraPrivileges', false);
});

test.each([
  ['/p/node_modules/chart.js/dist/chart.js', '/p/node_modules/chart.js'],
  ['/p/node_modules/@kurkle/color/dist/color.esm.js?v=1', '/p/node_modules/@kurkle/color'],
  ['/p/node_modules/a/node_modules/b/index.js', '/p/node_modules/a/node_modules/b'],
  ['/p/engine/data/batch.ts', undefined],
])('the library of %s', (id, folder) => {
  expect(libraryOf(id)).toBe(folder);
});

test.each([
  ['a\nb\n', 'a\nb\n', ''],
  ['a\nc\n', 'a\nb\n', 'line 2\n  expected b\n  found    c'],
  ['a\n', 'a\nb\n', 'line 2\n  expected b\n  found    '],
])('the first difference of %j from %j', (found, expected, difference) => {
  expect(firstDifference(found, expected)).toBe(difference);
});
