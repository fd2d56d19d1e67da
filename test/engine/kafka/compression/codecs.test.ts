import compression from 'kafkajs/src/protocol/message/compression/index.js';
import { expect, test } from 'vitest';
import { learnCompressions } from '../../../../engine/kafka/compression/codecs.ts';
import { troubleOf } from '../../../../engine/kafka/trouble.ts';

test.each(['GZIP', 'Snappy', 'LZ4', 'ZSTD'] as const)(
  'a batch that cannot be decompressed by %s is told by name, and not asked for again',
  async (name) => {
    learnCompressions();
    const codec = compression.Codecs[compression.Types[name]]!();
    const error: unknown = await codec
      .decompress(Buffer.from('no such thing at all'))
      .catch((reason: unknown) => reason);
    const { reason, helps } = troubleOf(error);
    expect([reason.replace(/ \(.+\)$/, ''), helps]).toEqual([
      `a batch of entries cannot be decompressed by ${name.toLowerCase()}`,
      'mending',
    ]);
  },
);

test('what is written by gzip is read again', async () => {
  learnCompressions();
  const codec = compression.Codecs[compression.Types.GZIP]!();
  const written = await codec.compress({ buffer: Buffer.from('rows '.repeat(100)) });
  expect([written.length < 100, String(await codec.decompress(written))]).toEqual([true, 'rows '.repeat(100)]);
});
