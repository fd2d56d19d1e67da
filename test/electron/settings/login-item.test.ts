import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deepEqual, equal, throws } from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'vitest';
import { setLoginItem } from '../../../electron/settings/login-item.ts';

let configFolder = '';
beforeEach(() => (configFolder = mkdtempSync(path.join(tmpdir(), 'login-'))));
afterEach(() => rmSync(configFolder, { recursive: true }));

const parts = (platform: NodeJS.Platform, asked: unknown[] = []) => ({
  platform,
  command: ['/opt/My Programs/millrace', '100%'],
  configFolder,
  setLoginItemSettings: (settings: unknown) => void asked.push(settings),
});

test('on Linux a desktop entry starts the app at login, and is gone when that is turned off', () => {
  const file = path.join(configFolder, 'autostart', 'millrace.desktop');
  setLoginItem(true, parts('linux'));
  equal(
    readFileSync(file, 'utf8'),
    '[Desktop Entry]\nType=Application\nName=Millrace\nExec="/opt/My Programs/millrace" 100%% --at-login\n',
  );
  setLoginItem(false, parts('linux'));
  setLoginItem(false, parts('linux'));
  equal(existsSync(file), false);
});

test('elsewhere the system is asked', () => {
  const asked: unknown[] = [];
  setLoginItem(true, parts('darwin', asked));
  deepEqual(asked, [{ openAtLogin: true, args: ['--at-login'] }]);
});

test('a folder that cannot be written is told with its name', () => {
  writeFileSync(path.join(configFolder, 'autostart'), 'a file where the folder should be');
  throws(() => setLoginItem(true, parts('linux')), /start at login: cannot change .*millrace\.desktop/);
});
