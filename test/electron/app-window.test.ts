import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deepEqual, equal } from 'node:assert/strict';
import { afterEach, beforeEach, test, vi } from 'vitest';
import { AppWindow } from '../../electron/app-window.ts';
import { REST_AFTER_MS } from '../../electron/page-rest.ts';
import { wordsOf } from '../../electron/words.ts';
import { given, windows } from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

const folder = mkdtempSync(path.join(tmpdir(), 'window-'));
let told: string[];
let hasTray = false;

beforeEach(() => {
  // What only Electron has.
  Object.assign(process, { getCreationTime: () => null });
  vi.useFakeTimers();
  windows.length = 0;
  given.loaded.length = 0;
  told = [];
  hasTray = false;
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

function opened(): AppWindow {
  const window = new AppWindow({
    url: 'app://millrace/index.html',
    preload: 'preload.cjs',
    stateFile: path.join(folder, 'window-state.json'),
    isDevelopment: false,
    words: () => wordsOf('en'),
    closesToTray: () => hasTray,
    log: () => undefined,
    onPageGone: () => told.push('page gone'),
    onVisible: (isVisible) => told.push(isVisible ? 'seen' : 'hidden'),
    quit: () => told.push('quit'),
  });
  window.open();
  windows[0]!.emit('show');
  return window;
}

const onPage = (hash: string): string => `app://millrace/index.html${hash}`;

test('a window that is hidden for long is given up, and made again where its page was', () => {
  const window = opened();
  windows[0]!.webContents.url = onPage('#/pipelines/mine');
  windows[0]!.emit('hide');
  vi.advanceTimersByTime(REST_AFTER_MS - 1);
  deepEqual([windows.length, window.isAway, window.contents === null], [1, false, false]);
  vi.advanceTimersByTime(1);
  deepEqual([window.isAway, window.contents, window.isVisible], [true, null, false]);
  deepEqual(told, ['seen', 'hidden', 'page gone']);
  window.raise();
  deepEqual([windows.length, window.isAway, given.loaded.at(-1)], [2, false, onPage('#/pipelines/mine')]);
  windows[1]!.emit('show');
  deepEqual([told.at(-1), given.loaded.length], ['seen', 2]);
});

test('a window that was given up once is given up again', () => {
  const window = opened();
  for (let i = 0; i < 3; i++) {
    windows[i]!.emit('hide');
    vi.advanceTimersByTime(REST_AFTER_MS);
    equal(window.isAway, true);
    window.raise();
    windows[i + 1]!.emit('show');
  }
  equal(windows.length, 4);
});

test('a window that is minimised keeps its place among the windows, and gives only its page up', () => {
  const window = opened();
  windows[0]!.isMinimized = () => true;
  windows[0]!.emit('minimize');
  vi.advanceTimersByTime(REST_AFTER_MS);
  deepEqual([window.isAway, windows[0]!.webContents.crashed, window.contents !== null], [false, 1, true]);
  windows[0]!.emit('restore');
  equal(given.loaded.length, 2);
});

test('closed to the tray, a window is gone at once and the app goes on; without a tray it ends', () => {
  const window = opened();
  windows[0]!.webContents.url = onPage('#/alerts');
  hasTray = true;
  windows[0]!.close();
  deepEqual([window.isAway, window.contents], [true, null]);
  window.raise();
  equal(given.loaded.at(-1), onPage('#/alerts'));
  hasTray = false;
  windows[1]!.close();
  deepEqual([window.isAway, window.contents], [false, null]);
});
