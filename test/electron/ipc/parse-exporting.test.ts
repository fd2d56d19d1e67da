import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'vitest';
import {
  parseChartIds,
  parseExportChoice,
  parseFileName,
  parsePicture,
} from '../../../electron/ipc/parse-exporting.ts';

const span = { from: 1, to: 2 };

test('an export is to a known format, with a span or all of it; a whole recording has no span', () => {
  deepEqual(parseExportChoice({ to: 'csv', isEpoch: true, span, path: '/etc/passwd' }), {
    to: 'csv',
    isEpoch: true,
    span,
  });
  deepEqual(parseExportChoice({ to: 'millrace', isEpoch: false, span: null }).to, 'millrace');
  for (const wrong of [
    null,
    { to: 'xls', isEpoch: true, span: null },
    { to: 'csv', isEpoch: 1, span },
    { to: 'millrace', isEpoch: true, span },
  ])
    throws(() => parseExportChoice(wrong), { code: 'bad-request' });
  throws(() => parseExportChoice({ to: 'csv', isEpoch: true, span: { from: 2, to: 1 } }), { code: 'bad-request' });
});

test('whatever something is called, its file has a name that every system takes, and never a path', () => {
  deepEqual(
    ['Disk I/O', '../../etc/passwd', 'a:b*c?', ' .hidden. ', '温度', '..', 'x'.repeat(500)].map(parseFileName),
    ['Disk I-O', '-..-etc-passwd', 'a-b-c-', 'hidden', '温度', 'export', 'x'.repeat(200)],
  );
  throws(() => parseFileName(7), { code: 'bad-request' });
});

test('charts are a list of ids, and a picture begins as a PNG does', () => {
  deepEqual(parseChartIds(['a/b']), ['a/b']);
  for (const wrong of [[], [1], 'a', Array.from({ length: 1001 }, () => 'a')])
    throws(() => parseChartIds(wrong), { code: 'bad-request' });
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0);
  deepEqual(parsePicture(png), png);
  for (const wrong of [Uint8Array.of(1, 2), [...png], 'x']) throws(() => parsePicture(wrong), { code: 'bad-request' });
});
