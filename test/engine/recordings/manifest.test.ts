import { expect, test } from 'vitest';
import { manifestText, readManifest } from '../../../engine/recordings/manifest.ts';
import type { Manifest } from '../../../engine/recordings/recording.ts';

const MANIFEST: Manifest = {
  version: 2,
  name: 'x',
  state: 'complete',
  failure: null,
  startedAt: '2026-11-22T20:04:08.000Z',
  endedAt: null,
  format: 'csv',
  compress: 'gzip',
  encrypt: 'age',
  schema: [{ name: 'a', type: 'double' }],
  eventTime: { column: 'a', offsetMs: -1, outOfOrdernessMs: 2000, idleTimeoutMs: null, watermark: null },
  document: null,
  machine: { host: 'h', platform: 'linux', release: '6' },
  writer: { pid: 1, startedAt: '2026-11-22T20:04:08.000Z', mark: null },
  rows: 1,
  bytes: 2,
  parts: [{ name: 'part-0-0.csv.gz', rows: 1, bytes: 2, firstTime: null, lastTime: null, sha256: '00', blocks: '' }],
  unfinished: [
    {
      name: 'part-0-1.csv.gz',
      rows: 1,
      bytes: 12,
      firstTime: null,
      lastTime: null,
      sha256: '00',
      blocks: '',
      written: 2,
      end: '03',
    },
  ],
  gaps: [{ at: '2026-11-22T20:04:08.000Z', reason: 'suspend', seconds: 2.5 }],
  gapCount: 1,
};

test('a manifest is read as it was written', () => {
  expect(readManifest(manifestText(MANIFEST))).toEqual(MANIFEST);
});

test('a manifest of the first version, which had no checksum, is read', () => {
  const { encrypt: _e, eventTime: _t, unfinished: _u, gaps: _g, gapCount: _c, ...first } = MANIFEST;
  expect(readManifest(JSON.stringify({ ...first, version: 1 }))).toEqual({
    ...MANIFEST,
    encrypt: 'none',
    eventTime: null,
    unfinished: [],
    gaps: [],
    gapCount: 0,
  });
});

test('a manifest of which any bit was changed, or that was cut anywhere, is not believed', () => {
  const bytes = Buffer.from(manifestText(MANIFEST));
  for (let bit = 0; bit < bytes.length * 8; bit += 5) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    expect(() => readManifest(changed.toString())).toThrow('manifest.json cannot be read');
  }
  for (let end = 0; end < bytes.length; end += 3) {
    expect(() => readManifest(bytes.toString('utf8', 0, end))).toThrow('manifest.json cannot be read');
  }
});

test.each([
  ['', /^manifest\.json cannot be read: Unexpected end/],
  ['[]', /: it is not an object$/],
  [{ version: 3 }, /: version 3 is not known; a newer version/],
  [{ name: 1 }, /: name is not a text$/],
  [{ state: 'done' }, /: state is "done"$/],
  [{ startedAt: 'today' }, /: startedAt is not a time: "today"$/],
  [{ rows: -1 }, /: rows is not a whole number$/],
  [{ rows: 1.5 }, /: rows is not a whole number$/],
  [
    { eventTime: { ...MANIFEST.eventTime, moves: { from: 0, until: null, moves: '?' } } },
    /: eventTime\.moves\.moves is no list of watermarks$/,
  ],
  [{ bytes: undefined }, /: bytes is not a whole number$/],
  [{ schema: [{ name: 'a', type: 'float' }] }, /: schema\[0\]\.type is "float"$/],
  [{ parts: {} }, /: parts is not a list$/],
  [{ parts: [3] }, /: parts\[0\] is not an object$/],
  [{ parts: [{ ...MANIFEST.parts[0], name: '../part-0-0.csv' }] }, /: parts\[0\]\.name is "\.\.\/part-0-0\.csv"$/],
  [{ writer: null }, /: writer is not an object$/],
  [{ gaps: [{ at: 1 }] }, /: gaps\[0\]\.at is not a text$/],
  [{ gaps: [{ ...MANIFEST.gaps[0], seconds: '2.5' }] }, /: gaps\[0\]\.seconds is not a number$/],
])('%j is refused, and what is wrong with it is told', (changes, message) => {
  const text = typeof changes === 'string' ? changes : manifestText({ ...MANIFEST, ...changes } as Manifest);
  expect(() => readManifest(text)).toThrow(message);
});
