import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { troubled } from './trouble.ts';

/** The whole body of `response`, unpacked; rejects where there is more of it than `most` bytes, or it ends amid. */
export async function readBody(response: IncomingMessage, most: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of unpacked(response)) {
    length += (piece as Buffer).length;
    // What is small on its way may be large unpacked: so it is counted here.
    if (most < length) {
      response.destroy();
      throw troubled(`its answer is larger than ${most / 1024 / 1024} MiB`, 'ask for less at a time');
    }
    pieces.push(piece as Buffer);
  }
  if (!response.complete) throw troubled('its answer ended amid', 'see that the other side runs');
  return Buffer.concat(pieces, length);
}

/** Bytes of an answer that are passed over, so that its connection can be used again. */
const SKIPPED_MAX = 1024 * 1024;

/** Takes an answer for its status alone: what else there is of it may come, within limits, and nobody waits for it. */
export function skipBody(response: IncomingMessage, limitMs: number): Promise<Buffer> {
  let length = 0;
  const timer = setTimeout(() => response.destroy(), limitMs);
  response.on('data', (piece: Buffer) => {
    length += piece.length;
    if (SKIPPED_MAX < length) response.destroy();
  });
  // That it ends amid changes nothing: the status was there.
  response.on('error', () => undefined);
  response.on('close', () => clearTimeout(timer));
  return Promise.resolve(Buffer.alloc(0));
}

function unpacked(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity' || encoding === '') return response;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    response.destroy();
    throw troubled(`its answer is packed as ${encoding.slice(0, 40)}, which nobody asked for`, 'mend the other side');
  }
  const gunzip = createGunzip();
  pipeline(response, gunzip, () => undefined);
  return gunzip;
}
