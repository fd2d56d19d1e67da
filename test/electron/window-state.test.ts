import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deepEqual } from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'vitest';
import { loadWindowState, saveWindowState } from '../../electron/window-state.ts';

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const first = { width: 1440, height: 900, isMaximized: false };
let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'window-'));
  file = path.join(folder, 'window-state.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the window comes back where it was, and leaves nothing else behind', () => {
  saveWindowState(file, { x: 10, y: 20, width: 1000, height: 700 }, true);
  deepEqual(loadWindowState(file, screens), { x: 10, y: 20, width: 1000, height: 700, isMaximized: true });
  deepEqual(readdirSync(folder), ['window-state.json']);
});

test('a first start and a damaged file give the default', () => {
  deepEqual(loadWindowState(file, screens), first);
  for (const text of ['', '{', 'null', '[]', '{"x":1}', '{"x":"1","y":0,"width":1000,"height":700}', '{"x":1e300}']) {
    writeFileSync(file, text);
    deepEqual(loadWindowState(file, screens), first, text);
  }
});

test('a window on a screen that is gone keeps its size and lets the system place it', () => {
  saveWindowState(file, { x: 4000, y: 20, width: 1000, height: 700 }, false);
  deepEqual(loadWindowState(file, screens), { width: 1000, height: 700, isMaximized: false });
});

test('a window is never smaller than its content allows', () => {
  saveWindowState(file, { x: 0, y: 0, width: 1, height: 1 }, false);
  deepEqual(loadWindowState(file, screens), { x: 0, y: 0, width: 960, height: 600, isMaximized: false });
});
