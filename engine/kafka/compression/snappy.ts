import { compressors } from 'hyparquet-compressors';

/** What Java's streams of snappy begin with, before two numbers of four bytes. */
const MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const HEADER_BYTES = MAGIC.length + 8;

/** What `bytes` had before they were compressed, as one block or as the stream of blocks that Java writes; throws where it is longer than `most`. */
export function decompressSnappy(bytes: Buffer, most: number): Buffer {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return block(bytes, most);
  const blocks: Buffer[] = [];
  let room = most;
  for (let at = HEADER_BYTES; at < bytes.length;) {
    const length = bytes.readInt32BE(at);
    at += 4;
    if (length < 0 || bytes.length < at + length) throw new Error('a block ends too early');
    blocks.push(block(bytes.subarray(at, at + length), room));
    room -= blocks.at(-1)!.length;
    at += length;
  }
  return Buffer.concat(blocks);
}

function block(bytes: Buffer, most: number): Buffer {
  const length = lengthOf(bytes);
  if (most < length) throw new Error(`more than ${most} bytes`);
  const plain = compressors.SNAPPY!(bytes, length);
  return Buffer.from(plain.buffer, plain.byteOffset, plain.length);
}

/** How long it was, which a block begins with: seven bits a byte, the lowest first. */
function lengthOf(bytes: Buffer): number {
  let length = 0;
  for (let i = 0; i < 5; i++) {
    const byte = bytes[i] ?? 0;
    length += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) break;
  }
  return length;
}
