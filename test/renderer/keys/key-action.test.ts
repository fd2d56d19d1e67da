import { deepEqual, equal } from 'node:assert/strict';
import { afterEach, test, vi } from 'vitest';
import { keyAction } from '../../../renderer/keys/key-action.ts';
import { keyRows } from '../../../renderer/keys/key-rows.ts';
import { KEY_PLACES, KEY_TABLE } from '../../../renderer/keys/key-table.ts';
import { keyCaps } from '../../../renderer/keys/key-text.ts';

afterEach(() => vi.unstubAllGlobals());

test('a key means what the table says, and nothing with another Ctrl, Alt or Shift', () => {
  const undo = { key: 'z', ctrlKey: true };
  equal(keyAction('dashboard', undo), 'undo');
  equal(keyAction('dashboard', { ...undo, shiftKey: true, key: 'Z' }), 'redo');
  equal(keyAction('dashboard', { key: 'y', ctrlKey: true }), 'redo');
  equal(keyAction('dashboard', { ...undo, altKey: true }), undefined);
  equal(keyAction('dashboard', { key: 'z' }), undefined);
  equal(keyAction('dashboard', { key: 'l', ctrlKey: true }), undefined);
  equal(keyAction('tile', { key: 'ArrowLeft' }), 'move');
  equal(keyAction('tile', { key: 'ArrowLeft', shiftKey: true }), 'resize');
});

test('signs and letters mean the same on keyboards that need Shift for them, and with caps lock', () => {
  equal(keyAction('everywhere', { key: '?', shiftKey: true }), 'keyMap');
  equal(keyAction('everywhere', { key: '?' }), 'keyMap');
  equal(keyAction('chart', { key: '+', shiftKey: true }), 'zoom');
  equal(keyAction('chart', { key: 'T' }), 'table');
  equal(keyAction('dashboard', { key: ' ' }), 'pause');
});

test('on a Mac ⌘ takes the place of Ctrl, which there belongs to the text', () => {
  vi.stubGlobal('navigator', { platform: 'MacIntel' });
  equal(keyAction('everywhere', { key: 'k', metaKey: true }), 'palette');
  equal(keyAction('everywhere', { key: 'k', ctrlKey: true }), undefined);
  deepEqual(keyCaps('Mod+K'), ['⌘', 'K']);
});

test('no key means two things in one place', () => {
  for (const place of KEY_PLACES) {
    const keys = Object.values<readonly string[]>(KEY_TABLE[place]).flat();
    deepEqual([...new Set(keys)], keys);
  }
});

test('the key map tells every key of the table', () => {
  const told = KEY_PLACES.flatMap((place) => keyRows(place));
  deepEqual(
    told.map(({ keys }) => keys),
    KEY_PLACES.flatMap((place) => Object.values<readonly string[]>(KEY_TABLE[place])),
  );
  equal(new Set(told.map(({ text }) => text)).size, told.length);
});
