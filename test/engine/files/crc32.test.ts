import fc from 'fast-check';
import { equal } from 'node:assert/strict';
import { test } from 'vitest';
import { Crc32, crc32, remainderOf } from '../../../engine/files/crc32.ts';

test('the checksum is that of gzip and PNG, whoever computes it and in whatever pieces the bytes come', () => {
  equal(crc32(Buffer.from('123456789')), 0xcbf43926);
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 4 }), (pieces) => {
      const inPieces = new Crc32();
      for (const piece of pieces) inPieces.update(piece);
      const whole = Buffer.concat(pieces);
      equal(inPieces.value, crc32(whole));
      equal(~remainderOf(whole, -1) >>> 0, crc32(whole));
    }),
  );
});
