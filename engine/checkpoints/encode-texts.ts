import type { ArraySource, BatchArrays } from '../data/batch-arrays.ts';
import { newArrays } from '../data/batch-arrays.ts';
import type { Strings } from '../data/dictionary.ts';
import { TextTable } from '../state/text-table.ts';
import type { TextBlock } from '../state/packed-texts.ts';
import { PackedTexts } from '../state/packed-texts.ts';

/** Strings in one block: few enough that encoding them stalls nobody. */
const BLOCK_TEXTS = 8192;

// Of each character of UTF-16, both bytes, or the lower one where the upper one is 0 in all of the block.
const UTF16 = 1;
const LATIN1 = 2;
/** Bytes before the lengths of a block: how many texts, their encoding, how many bytes. */
const HEAD_BYTES = 9;
const NULL_LENGTH = -1;

/** Texts `ids` of `strings` in blocks: lengths in UTF-16 units, then all texts in one. */
export function* encodeStrings(strings: Strings, ids: Int32Array, arrays: BatchArrays): Generator<Uint8Array> {
  for (let from = 0; from < ids.length; from += BLOCK_TEXTS) {
    const own = ids.subarray(from, from + BLOCK_TEXTS);
    arrays.begin();
    yield encodeBlock(strings instanceof TextTable ? strings.block(own, arrays) : packed(own, strings), arrays);
  }
}

/** The same of a list, in which null has the length −1. */
export function* encodeTexts(texts: readonly (string | null)[]): Generator<Uint8Array> {
  for (let from = 0; from < texts.length; from += BLOCK_TEXTS) {
    const own = texts.slice(from, from + BLOCK_TEXTS);
    const block = packed(Int32Array.from(own.keys()), { text: (i) => own[i] ?? '' });
    own.forEach((text, i) => {
      if (text === null) block.lengths[i] = NULL_LENGTH;
    });
    yield encodeBlock(block, newArrays);
  }
}

function packed(ids: Int32Array, strings: Pick<Strings, 'text'>): TextBlock {
  const texts = new PackedTexts();
  for (const id of ids) texts.add(strings.text(id));
  return texts.block(Int32Array.from(ids.keys()));
}

function encodeBlock({ isWide, lengths, bytes }: TextBlock, arrays: ArraySource): Uint8Array {
  // In one piece: each is a call of the system and a turn of everybody else.
  const block = arrays.bytes(HEAD_BYTES + lengths.byteLength + bytes.length);
  const head = new DataView(block.buffer, block.byteOffset, HEAD_BYTES);
  head.setUint32(0, lengths.length, true);
  head.setUint8(4, isWide ? UTF16 : LATIN1);
  head.setUint32(5, bytes.length, true);
  block.set(new Uint8Array(lengths.buffer, lengths.byteOffset, lengths.byteLength), HEAD_BYTES);
  block.set(bytes, HEAD_BYTES + lengths.byteLength);
  return block;
}

/** Reads blocks of together `length` texts from `bytes` at `at`, gives each to `take`, and gives where they end. */
export function decodeBlocks(bytes: Buffer, at: number, length: number, take: (block: TextBlock) => void): number {
  let next = at;
  for (let left = length; 0 < left;) {
    const count = bytes.readUInt32LE(next);
    const isWide = bytes.readUInt8(next + 4) === UTF16;
    const size = bytes.readUInt32LE(next + 5);
    const lengthsAt = bytes.byteOffset + next + HEAD_BYTES;
    const lengths = new Int32Array(bytes.buffer.slice(lengthsAt, lengthsAt + 4 * count));
    const textAt = next + HEAD_BYTES + 4 * count;
    next = textAt + size;
    take({ isWide, lengths, bytes: bytes.subarray(textAt, next) });
    left -= count;
  }
  return next;
}

/** The texts of a block that a list was written as. */
export function textsOf({ isWide, lengths, bytes }: TextBlock): (string | null)[] {
  const texts = new PackedTexts();
  texts.addBlock({ isWide, lengths: lengths.map((length) => Math.max(0, length)), bytes });
  return Array.from(lengths, (length, i) => (length === NULL_LENGTH ? null : texts.text(i)));
}
