import zlib from 'node:zlib';
import { promisify } from 'node:util';
import compression from 'kafkajs/src/protocol/message/compression/index.js';
import type { Codec } from 'kafkajs/src/protocol/message/compression/index.js';
import { troubled } from '../trouble.ts';
import { decompressLz4 } from './lz4.ts';
import { decompressSnappy } from './snappy.ts';
import { decompressZstd } from './zstd.ts';

/** Most bytes that one batch of entries may have once it is decompressed: a few hundred times what topics usually take. */
const DECOMPRESSED_MAX = 256 * 1024 * 1024;

const gzip = promisify(zlib.gzip);
const gunzip = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip);

/** How entries are compressed, with the numbers that stand for it in a batch. */
export const COMPRESSIONS = { none: 0, gzip: 1 } as const;

/** Has the package read all that other clients write; by itself it knows gzip alone. */
export function learnCompressions(): void {
  const { Codecs, Types } = compression;
  Codecs[Types.GZIP] = reading('gzip', (bytes) => gunzip(bytes, { maxOutputLength: DECOMPRESSED_MAX }));
  Codecs[Types.Snappy] = reading('snappy', (bytes) => decompressSnappy(bytes, DECOMPRESSED_MAX));
  Codecs[Types.LZ4] = reading('lz4', (bytes) => decompressLz4(bytes, DECOMPRESSED_MAX));
  Codecs[Types.ZSTD] = reading('zstd', (bytes) => decompressZstd(bytes, DECOMPRESSED_MAX));
}

function reading(name: string, decompress: (bytes: Buffer) => Buffer | Promise<Buffer>): () => Codec {
  const codec: Codec = {
    // Only this one is written.
    compress: ({ buffer }) => gzip(buffer),
    decompress: async (bytes) => {
      try {
        return await decompress(bytes);
      } catch (error) {
        // Asking again gives the same bytes.
        throw troubled(
          `a batch of entries cannot be decompressed by ${name} (${(error as Error).message})`,
          'have it written again, and go on behind it: without the checkpoint, with start: latest',
        );
      }
    },
  };
  return () => codec;
}
