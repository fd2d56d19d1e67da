import { expect, test } from 'vitest';
import { readManifest } from '../../../engine/recordings/manifest.ts';
import type { Manifest } from '../../../engine/recordings/recording.ts';

const MANIFEST: Manifest = {
  version: 1,
  name: 'x',
  state: 'complete',
  failure: null,
  startedAt: '2026-11-22T20:04:08.000Z',
  endedAt: null,
  format: 'csv',
  compress: 'gzip',
  schema: [{ name: 'a', type: 'double' }],
  document: null,
  machine: { host: 'h', platform: 'linux', release: '6' },
  writer: { pid: 1, startedAt: '2026-11-22T20:04:08.000Z', mark: null },
  rows: 1,
  bytes: 2,
  parts: [{ name: 'part-0-0.csv.gz', rows: 1, bytes: 2, firstTime: null, lastTime: null, sha256: '00' }],
};

test('a manifest is read as it was written', () => {
  expect(readManifest(JSON.stringify(MANIFEST))).toEqual(MANIFEST);
});

test.each([
  ['', /^manifest\.json cannot be read: Unexpected end/],
  ['[]', /: it is not an object$/],
  [{ version: 2 }, /: version 2 is not known; a newer version/],
  [{ name: 1 }, /: name is not a text$/],
  [{ state: 'done' }, /: state is "done"$/],
  [{ startedAt: 'today' }, /: startedAt is not a time: "today"$/],
  [{ rows: -1 }, /: rows is not a whole number$/],
  [{ bytes: undefined }, /: bytes is not a whole number$/],
  [{ schema: [{ name: 'a', type: 'float' }] }, /: schema\[0\]\.type is "float"$/],
  [{ parts: {} }, /: parts is not a list$/],
  [{ parts: [3] }, /: parts\[0\] is not an object$/],
  [{ parts: [{ ...MANIFEST.parts[0], name: '../part-0-0.csv' }] }, /: parts\[0\]\.name is "\.\.\/part-0-0\.csv"$/],
  [{ writer: null }, /: writer is not an object$/],
])('%j is refused, and what is wrong with it is told', (changes, message) => {
  const text = typeof changes === 'string' ? changes : JSON.stringify({ ...MANIFEST, ...changes });
  expect(() => readManifest(text)).toThrow(message);
});
