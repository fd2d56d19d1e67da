import { crc32 } from './crc32.ts';

/** Bytes that stand before each block: what it is, its number, its length, its rows, the checksum of its bytes, and that of all these. */
export const HEAD_BYTES = 24;
const MAGIC = 0x4d_52_42_32;
const MAGIC_BYTES = Buffer.from('4d524232', 'hex');
const HEAD_SUM_AT = 20;

/** What a block is, and where its bytes are in the file. */
export interface BlockPlace {
  /** Of blocks in their order, one by one, through all files. */
  readonly number: number;
  readonly rows: number;
  readonly offset: number;
  readonly length: number;
  readonly sum: number;
}

/** Bytes [from, to) of a file that are no whole block. */
export interface Flaw {
  readonly from: number;
  readonly to: number;
  /** Whether they are the beginning of a block that ends with the file: so a kill leaves what was being written. */
  readonly isHalf: boolean;
}

/** What stands before a block. */
export function encodeHead({ number, rows, length, sum }: Omit<BlockPlace, 'offset'>): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(MAGIC, 0);
  head.writeUInt32BE(number, 4);
  head.writeUInt32BE(length, 8);
  head.writeUInt32BE(rows, 12);
  head.writeUInt32BE(sum, 16);
  head.writeUInt32BE(crc32(head.subarray(0, HEAD_SUM_AT)), HEAD_SUM_AT);
  return head;
}

/** The whole blocks in the content of a file, and what is between and behind them. */
export function findBlocks(content: Buffer): {
  readonly blocks: readonly BlockPlace[];
  readonly flaws: readonly Flaw[];
} {
  const blocks: BlockPlace[] = [];
  const flaws: Flaw[] = [];
  for (let at = 0; at < content.length;) {
    const block = headAt(content, at);
    if (block && isWhole(content, block)) {
      blocks.push(block);
      at = block.offset + block.length;
      continue;
    }
    const next = nextWhole(content, at + 1);
    flaws.push({ from: at, to: next, isHalf: next === content.length && isBeginning(content, at, block) });
    at = next;
  }
  return { blocks, flaws };
}

/** Where the next whole block begins, or the end of the file. */
function nextWhole(content: Buffer, from: number): number {
  for (let at = content.indexOf(MAGIC_BYTES, from); at !== -1; at = content.indexOf(MAGIC_BYTES, at + 1)) {
    const block = headAt(content, at);
    if (block && isWhole(content, block)) return at;
  }
  return content.length;
}

function headAt(content: Buffer, at: number): BlockPlace | null {
  if (content.length < at + HEAD_BYTES || content.readUInt32BE(at) !== MAGIC) return null;
  const head = content.subarray(at, at + HEAD_BYTES);
  if (crc32(head.subarray(0, HEAD_SUM_AT)) !== head.readUInt32BE(HEAD_SUM_AT)) return null;
  return {
    number: head.readUInt32BE(4),
    length: head.readUInt32BE(8),
    rows: head.readUInt32BE(12),
    sum: head.readUInt32BE(16),
    offset: at + HEAD_BYTES,
  };
}

function isWhole(content: Buffer, { offset, length, sum }: BlockPlace): boolean {
  return offset + length <= content.length && crc32(content.subarray(offset, offset + length)) === sum;
}

function isBeginning(content: Buffer, at: number, block: BlockPlace | null): boolean {
  if (block) return content.length < block.offset + block.length;
  const begun = content.subarray(at, at + MAGIC_BYTES.length);
  return content.length < at + HEAD_BYTES && begun.equals(MAGIC_BYTES.subarray(0, begun.length));
}
