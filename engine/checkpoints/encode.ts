import type { Column, StringColumn } from '../data/column.ts';
import type { Snapshot, StateColumn } from '../state/snapshot.ts';
import { encodeStrings, encodeTexts } from './encode-texts.ts';

/** Bytes of an array that are handed on at a time, so that writing them lets others have a turn. */
const PIECE_BYTES = 1024 * 1024;

/** What stands first in a state file: what it is, and the version of its format. */
export const STATE_MAGIC = 'MLRSTAT2';

/** The kinds of columns in a state file. */
export const KINDS = ['f64', 'i32', 'u8', 'texts', 'string', 'boolean', 'double', 'bigint', 'timestamp'] as const;

/**
 * `snapshot` as the bytes of a state file, piece by piece, each made when it is asked for. One record for each column: kind, length of
 * its path, path (`operator/keys/columns/0`), count, values, and of a stream's column whether it has nulls and which. Numbers are
 * little-endian.
 */
export function* encodeSnapshot(snapshot: Snapshot): Generator<Uint8Array> {
  yield Buffer.from(STATE_MAGIC, 'latin1');
  yield* encodeGroup(snapshot, '');
}

function* encodeGroup(group: Snapshot, path: string): Generator<Uint8Array> {
  for (const [name, entry] of Object.entries(group)) {
    const value = typeof entry === 'function' ? entry() : entry;
    if (isColumn(value)) yield* encodeColumn(value, path + name);
    else yield* encodeGroup(value, `${path}${name}/`);
  }
}

function isColumn(value: StateColumn | Snapshot): value is StateColumn {
  return ArrayBuffer.isView(value) || Array.isArray(value) || typeof (value as { type?: unknown }).type === 'string';
}

function* encodeColumn(column: StateColumn, path: string): Generator<Uint8Array> {
  if (column instanceof Float64Array) {
    yield head('f64', path, column.length);
    yield* pieces(column);
  } else if (column instanceof Int32Array) {
    yield head('i32', path, column.length);
    yield* pieces(column);
  } else if (column instanceof Uint8Array) {
    yield head('u8', path, column.length);
    yield* pieces(column);
  } else if ('type' in column) {
    yield* encodeValues(column, path);
  } else {
    yield head('texts', path, column.length);
    yield* encodeTexts(column);
  }
}

function* encodeValues(column: Column, path: string): Generator<Uint8Array> {
  const { nulls, values } = column;
  yield head(column.type, path, values.length);
  yield Uint8Array.of(nulls === null ? 0 : 1);
  if (nulls !== null) yield* pieces(nulls.subarray(0, values.length));
  if (column.type === 'string') yield* encodeStringColumn(column);
  else yield* pieces(values);
}

/** Numbers of texts, and those texts, in the order in which they come first. */
function* encodeStringColumn({ values, nulls, dictionary }: StringColumn): Generator<Uint8Array> {
  const numbers = new Int32Array(dictionary.size).fill(-1);
  const used = new Int32Array(Math.min(dictionary.size, values.length));
  let count = 0;
  for (let from = 0; from < values.length; from += PIECE_BYTES / 4) {
    const own = new Int32Array(Math.min(PIECE_BYTES / 4, values.length - from));
    for (let i = 0; i < own.length; i++) {
      if (nulls !== null && nulls[from + i] === 1) continue;
      const id = values[from + i]!;
      if (numbers[id]! < 0) {
        numbers[id] = count;
        used[count++] = id;
      }
      own[i] = numbers[id]!;
    }
    yield* pieces(own);
  }
  const length = Buffer.alloc(4);
  length.writeUInt32LE(count);
  yield length;
  yield* encodeStrings(dictionary, used.subarray(0, count));
}

function head(kind: (typeof KINDS)[number], path: string, count: number): Uint8Array {
  const name = Buffer.from(path);
  const bytes = Buffer.alloc(7 + name.length);
  bytes.writeUInt8(KINDS.indexOf(kind), 0);
  bytes.writeUInt16LE(name.length, 1);
  bytes.writeUInt32LE(count, 3);
  name.copy(bytes, 7);
  return bytes;
}

function* pieces(array: Float64Array | Int32Array | Uint8Array): Generator<Uint8Array> {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}
