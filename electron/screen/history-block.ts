import { Crc32 } from '../../engine/index.ts';
import type { SeriesPoints } from '../ipc/contract.ts';

const MAGIC = 0x4d484231;
const MAGIC_BYTES = Buffer.from([0x31, 0x42, 0x48, 0x4d]);
/** Magic, length, checksum. */
const HEAD_BYTES = 12;
/** A block begins with the length of its names. */
const NAMES_BYTES = 4;
const BASE_BYTES = 8;
/** Milliseconds since the first point as a whole number, and the value in single precision: what a chart can show. */
const POINT_BYTES = 8;

type Name = Omit<SeriesPoints, 'times' | 'values'> & { readonly count: number };

/** The points of some seconds as one block of bytes, whose damage is found. */
export function encodeBlock(all: readonly SeriesPoints[]): Buffer {
  const names = Buffer.from(
    JSON.stringify(all.map(({ chart, series, unit, times }): Name => ({ chart, series, unit, count: times.length }))),
  );
  const points = all.reduce((sum, { times }) => sum + BASE_BYTES + times.length * POINT_BYTES, 0);
  const block = Buffer.alloc(HEAD_BYTES + NAMES_BYTES + names.length + points);
  block.writeUInt32LE(names.length, HEAD_BYTES);
  names.copy(block, HEAD_BYTES + NAMES_BYTES);
  let at = HEAD_BYTES + NAMES_BYTES + names.length;
  for (const { times, values } of all) {
    const base = times[0] ?? 0;
    block.writeDoubleLE(base, at);
    at += BASE_BYTES;
    for (let i = 0; i < times.length; i++) {
      block.writeInt32LE(Math.round(times[i]! - base), at);
      block.writeFloatLE(values[i]!, at + 4);
      at += POINT_BYTES;
    }
  }
  block.writeUInt32LE(MAGIC, 0);
  block.writeUInt32LE(block.length, 4);
  block.writeUInt32LE(checksum(block, block.length), 8);
  return block;
}

/** Hands every point of `bytes` to `take`. What is cut off or damaged is passed over up to the next whole block. */
export function decodeBlocks(bytes: Buffer, take: (points: SeriesPoints) => void): void {
  let start = 0;
  while (0 <= start) {
    const block = wholeBlock(bytes, start);
    if (block !== null) decodeBlock(block, take);
    start = bytes.indexOf(MAGIC_BYTES, start + (block?.length ?? 1));
  }
}

/** The block at `start`; null where there is none, or not all of it, or another than was written. */
function wholeBlock(bytes: Buffer, start: number): Buffer | null {
  if (bytes.length < start + HEAD_BYTES + NAMES_BYTES || bytes.readUInt32LE(start) !== MAGIC) return null;
  const length = bytes.readUInt32LE(start + 4);
  if (length <= HEAD_BYTES || bytes.length < start + length) return null;
  const block = bytes.subarray(start, start + length);
  return block.readUInt32LE(8) === checksum(block, length) ? block : null;
}

function decodeBlock(block: Buffer, take: (points: SeriesPoints) => void): void {
  const namesEnd = HEAD_BYTES + NAMES_BYTES + block.readUInt32LE(HEAD_BYTES);
  const names = JSON.parse(block.toString('utf8', HEAD_BYTES + NAMES_BYTES, namesEnd)) as readonly Name[];
  let at = namesEnd;
  for (const { chart, series, unit, count } of names) {
    const base = block.readDoubleLE(at);
    at += BASE_BYTES;
    const times = new Float64Array(count);
    const values = new Float64Array(count);
    for (let i = 0; i < count; i++, at += POINT_BYTES) {
      times[i] = base + block.readInt32LE(at);
      values[i] = block.readFloatLE(at + 4);
    }
    take({ chart, series, unit, times, values });
  }
}

function checksum(block: Buffer, length: number): number {
  const crc = new Crc32();
  crc.update(block.subarray(HEAD_BYTES, length));
  return crc.value;
}
