import { BySeries } from '../data/by-series.ts';
import type { LinePoints } from '../data/thinning.ts';
import { crc32 } from '../files/crc32.ts';

const MAGIC = 0x4d484231;
const MAGIC_BYTES = Buffer.from([0x31, 0x42, 0x48, 0x4d]);
/** Magic, length, checksum. */
const HEAD_BYTES = 12;
/** A block begins with the length of its names. */
const NAMES_BYTES = 4;
const BASE_BYTES = 8;
/** Milliseconds since the first point as a whole number, and the value in single precision: what a chart can show. */
const POINT_BYTES = 8;

const FIRST_ROOM = 256;
/** So many points are put side by side before they are handed over: 8 MB. */
const POINTS_HELD = 500_000;

type Name = Omit<LinePoints, 'times' | 'values'> & { readonly count: number };

/** The points of some seconds as one block of bytes, whose damage is found. */
export function encodeBlock(all: readonly LinePoints[]): Buffer {
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

/**
 * Hands every point of `bytes` to `take`, many of a series at once, in arrays that last until it returns. What is cut off or damaged is
 * passed over up to the next whole block.
 */
export function decodeBlocks(bytes: Buffer, take: (points: LinePoints) => void): void {
  const columns = new Columns(take);
  let start = bytes.indexOf(MAGIC_BYTES);
  while (0 <= start) {
    const block = wholeBlock(bytes, start);
    if (block !== null) columns.add(block);
    start = bytes.indexOf(MAGIC_BYTES, start + (block?.length ?? 1));
  }
  columns.handOver();
}

/** The block that begins at `start`; null where not all of it is there, or another than was written. */
function wholeBlock(bytes: Buffer, start: number): Buffer | null {
  if (bytes.length < start + HEAD_BYTES + NAMES_BYTES) return null;
  const length = bytes.readUInt32LE(start + 4);
  if (length < HEAD_BYTES + NAMES_BYTES || bytes.length < start + length) return null;
  const block = bytes.subarray(start, start + length);
  return block.readUInt32LE(8) === checksum(block, length) ? block : null;
}

/** Puts the points of many blocks side by side, series by series: a block has some of each, and arrays for those would cost more than they. */
class Columns {
  readonly #take: (points: LinePoints) => void;
  readonly #series = new BySeries<Column>();
  #names = Buffer.alloc(0) as Buffer;
  #columns: readonly (readonly [column: Column, count: number])[] = [];
  #length = 0;

  constructor(take: (points: LinePoints) => void) {
    this.#take = take;
  }

  add(block: Buffer): void {
    const namesEnd = HEAD_BYTES + NAMES_BYTES + block.readUInt32LE(HEAD_BYTES);
    this.#readNames(block.subarray(HEAD_BYTES + NAMES_BYTES, namesEnd));
    const view = new DataView(block.buffer, block.byteOffset, block.length);
    let at = namesEnd;
    for (const [column, count] of this.#columns) {
      column.add(view, at, count);
      at += BASE_BYTES + count * POINT_BYTES;
      this.#length += count;
    }
    if (POINTS_HELD <= this.#length) this.handOver();
  }

  handOver(): void {
    for (const column of this.#series.all) column.handOver(this.#take);
    this.#length = 0;
  }

  /** The names of a block are mostly those of the one before, and reading them costs more than all else. */
  #readNames(names: Buffer): void {
    if (names.equals(this.#names)) return;
    this.#names = names;
    this.#columns = (JSON.parse(names.toString('utf8')) as readonly Name[]).map((name) => {
      const { chart, series, count } = name;
      return [this.#series.get(chart, series) ?? this.#series.add(chart, series, new Column(name)), count];
    });
  }
}

/** The points of one series that are not handed over yet. */
class Column {
  readonly #name: Pick<LinePoints, 'chart' | 'series' | 'unit'>;
  #times = new Float64Array(FIRST_ROOM);
  #values = new Float64Array(FIRST_ROOM);
  #length = 0;

  constructor({ chart, series, unit }: Name) {
    this.#name = { chart, series, unit };
  }

  add(block: DataView, start: number, count: number): void {
    if (this.#times.length < this.#length + count) this.#grow(this.#length + count);
    const base = block.getFloat64(start, true);
    let at = start + BASE_BYTES;
    for (let i = this.#length; i < this.#length + count; i++, at += POINT_BYTES) {
      this.#times[i] = base + block.getInt32(at, true);
      this.#values[i] = block.getFloat32(at + 4, true);
    }
    this.#length += count;
  }

  handOver(take: (points: LinePoints) => void): void {
    const [times, values] = [this.#times.subarray(0, this.#length), this.#values.subarray(0, this.#length)];
    if (0 < this.#length) take({ ...this.#name, times, values });
    this.#length = 0;
  }

  #grow(least: number): void {
    const [times, values] = [this.#times, this.#values];
    this.#times = new Float64Array(Math.max(least, 2 * times.length));
    this.#values = new Float64Array(this.#times.length);
    this.#times.set(times);
    this.#values.set(values);
  }
}

function checksum(block: Buffer, length: number): number {
  return crc32(block.subarray(HEAD_BYTES, length));
}
