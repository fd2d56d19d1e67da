import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deepEqual, equal, match, throws } from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../electron/settings/settings.ts';
import { loadSettings, saveSettings } from '../../../electron/settings/settings-file.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'settings-'));
  file = path.join(folder, 'settings.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('settings come back as they were saved, and nothing else is left behind', () => {
  const settings = { ...DEFAULT_SETTINGS, theme: 'dark', recordingsFolder: '/mnt/large' } as const;
  saveSettings(file, settings);
  deepEqual(loadSettings(file), { settings, trouble: null });
  deepEqual(readdirSync(folder), ['settings.json']);
});

test('a first start has the defaults and no trouble', () => {
  deepEqual(loadSettings(file), { settings: DEFAULT_SETTINGS, trouble: null });
});

test('a damaged file is told, kept aside as it is, and the defaults hold', () => {
  for (const text of ['', '{"theme":"da', '[]', 'null', '\u0000\u0000']) {
    writeFileSync(file, text);
    const { settings, trouble } = loadSettings(file);
    deepEqual(settings, DEFAULT_SETTINGS);
    match(
      trouble!.message,
      /settings\.json is damaged; it is kept as .*settings\.json\.damaged, and the defaults hold/,
    );
    equal(readFileSync(`${file}.damaged`, 'utf8'), text);
  }
});

test('a damaged file that cannot be put aside is told of, and the defaults hold', () => {
  writeFileSync(file, '{');
  mkdirSync(`${file}.damaged`);
  const { settings, trouble } = loadSettings(file);
  deepEqual(settings, DEFAULT_SETTINGS);
  match(trouble!.message, /settings\.json is damaged; it cannot be put aside \(.*\), and the defaults hold/);
});

test('a file that cannot be read or written is told with its name', () => {
  mkdirSync(file);
  match(loadSettings(file).trouble!.message, /cannot read .*settings\.json/);
  throws(() => saveSettings(file, DEFAULT_SETTINGS), /cannot write .*settings\.json/);
});
