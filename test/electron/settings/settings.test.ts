import fc from 'fast-check';
import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'vitest';
import { Fault } from '../../../engine/index.ts';
import { DEFAULT_SETTINGS, parseSettingsChange, settingsOf } from '../../../electron/settings/settings.ts';

test('a file keeps what it says, and what it does not say or says wrongly is as by default', () => {
  deepEqual(settingsOf({ theme: 'dark', clock: 12, temperature: '[degF]', startAtLogin: 'yes', colour: 'red' }), {
    ...DEFAULT_SETTINGS,
    theme: 'dark',
    temperature: '[degF]',
  });
});

test('what is no object holds no settings', () => {
  deepEqual([null, undefined, 3, 'dark', [], [DEFAULT_SETTINGS]].map(settingsOf), [null, null, null, null, null, null]);
});

test('whatever a file holds, all settings are there and mean something', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(DEFAULT_SETTINGS), 'x'), fc.anything()), (value) => {
      const settings = settingsOf(value)!;
      deepEqual(Object.keys(settings).sort(), Object.keys(DEFAULT_SETTINGS).sort());
      deepEqual(settingsOf(JSON.parse(JSON.stringify(settings))), settings);
    }),
  );
});

test('the page may change what there is, and take a folder back but not name one', () => {
  deepEqual(parseSettingsChange({ theme: 'contrast', recordingsFolder: null }), {
    theme: 'contrast',
    recordingsFolder: null,
  });
  const graphPlaces = { health: { sensors: { x: 16, y: 0 } } };
  deepEqual(parseSettingsChange({ graphPlaces }), { graphPlaces });
  const refused: readonly unknown[] = [
    { theme: 'pink' },
    { recordingsFolder: '/etc' },
    { __proto__x: 1 },
    { constructor: 1 },
    { closeToTray: 1 },
    null,
    'dark',
    { graphPlaces: { health: { sensors: { x: 1.5, y: 0 } } } },
    { graphPlaces: { health: { sensors: { x: -8, y: 0 } } } },
    { graphPlaces: { health: { sensors: { x: 0, y: 0, z: 0 } } } },
    { graphPlaces: { health: [] } },
  ];
  for (const change of refused) throws(() => parseSettingsChange(change), Fault);
});

test('nothing is on that a person has not asked for', () => {
  const { closeToTray, startAtLogin, startHidden } = DEFAULT_SETTINGS;
  equal(closeToTray || startAtLogin || startHidden, false);
});
