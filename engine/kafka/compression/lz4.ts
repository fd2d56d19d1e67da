import { Lz4Block } from './lz4-block.ts';

const MAGIC = 0x184d2204;
/** Of the byte of flags: what a frame has beside its blocks. */
const HAS = { blockSums: 0x10, contentSize: 0x08, contentSum: 0x04, dictionary: 0x01 };
/** By the number in a frame's header, from 4 on: most bytes of a block. */
const BLOCK_BYTES = [64 * 1024, 256 * 1024, 1024 * 1024, 4 * 1024 * 1024];
/** Of the length of a block: it is not compressed. */
const PLAIN = 0x80000000;
const SUM_BYTES = 4;

/**
 * What `bytes`, one or more frames of LZ4, had before they were compressed; throws where it is longer than `most`. Checksums are not looked
 * at: early clients wrote wrong ones, and the batch has one of its own.
 */
export function decompressLz4(bytes: Buffer, most: number): Buffer {
  const frames: Buffer[] = [];
  let room = most;
  for (let at = 0; at < bytes.length;) {
    const frame = new Frame(bytes, at, room);
    frames.push(frame.content);
    room -= frame.content.length;
    at = frame.end;
  }
  return frames.length === 1 ? frames[0]! : Buffer.concat(frames);
}

/** One frame: its header, its blocks, each with its length, and a length of 0. */
class Frame {
  readonly content: Buffer;
  /** Where what follows it begins. */
  readonly end: number;

  constructor(bytes: Buffer, start: number, most: number) {
    if (bytes.readUInt32LE(start) !== MAGIC) throw new Error('it does not begin like a frame');
    const flags = bytes.readUInt8(start + 4);
    const blockBytes = BLOCK_BYTES[((bytes.readUInt8(start + 5) >> 4) & 7) - 4];
    if (blockBytes === undefined) throw new Error('its blocks have no size');
    if ((flags & HAS.dictionary) !== 0) throw new Error('it needs a dictionary');
    // The last byte of the header is its checksum.
    let at = start + 6 + ((flags & HAS.contentSize) === 0 ? 0 : 8) + 1;
    const blocks = new Blocks(blockBytes, most);
    for (let size = bytes.readUInt32LE(at); size !== 0; size = bytes.readUInt32LE(at)) {
      const length = size & ~PLAIN;
      at += 4;
      if (bytes.length < at + length) throw new Error('a block ends too early');
      blocks.add(bytes.subarray(at, at + length), (size & PLAIN) !== 0);
      at += length + ((flags & HAS.blockSums) === 0 ? 0 : SUM_BYTES);
    }
    this.content = blocks.content;
    this.end = at + 4 + ((flags & HAS.contentSum) === 0 ? 0 : SUM_BYTES);
  }
}

/** The content of blocks one after the other: what one has may be repeated by those behind it. */
class Blocks {
  readonly #blockBytes: number;
  readonly #most: number;
  #bytes: Buffer;
  #length = 0;

  constructor(blockBytes: number, most: number) {
    this.#blockBytes = blockBytes;
    this.#most = most;
    this.#bytes = Buffer.allocUnsafe(blockBytes);
  }

  get content(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  add(block: Buffer, isPlain: boolean): void {
    const room = this.#length + this.#blockBytes;
    if (this.#bytes.length < room) this.#bytes = Buffer.concat([this.content], Math.max(room, this.#length * 2));
    if (isPlain) this.#length += block.copy(this.#bytes, this.#length);
    else this.#length = new Lz4Block(block, this.#bytes, this.#length).decompress();
    if (this.#most < this.#length) throw new Error(`more than ${this.#most} bytes`);
  }
}
