import type { Column, StringColumn } from '../data/column.ts';
import type { Snapshot, StateColumn } from '../state/snapshot.ts';
import { encodeTexts } from './encode-texts.ts';

/** Bytes of an array that are handed on at a time, so that writing them lets others have a turn. */
const PIECE_BYTES = 1024 * 1024;

/** What stands first in a state file: what it is, and the version of its format. */
export const STATE_MAGIC = 'MLRSTAT1';

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
  for (const [name, value] of Object.entries(group)) {
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
    yield* encodeTexts({ length: column.length, at: (place) => column[place]! });
  }
}

function* encodeValues(column: Column, path: string): Generator<Uint8Array> {
  const { nulls, values } = column;
  yield head(column.type, path, values.length);
  yield Uint8Array.of(nulls === null ? 0 : 1);
  if (nulls !== null) yield* pieces(nulls.subarray(0, values.length));
  if (column.type === 'string') yield* encodeStrings(column);
  else yield* pieces(values);
}

/** Numbers of texts, and those texts, in the order in which they come first. */
function* encodeStrings({ values, nulls, dictionary }: StringColumn): Generator<Uint8Array> {
  const numbers = new Int32Array(dictionary.size).fill(-1);
  const used: number[] = [];
  const own = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    if (nulls !== null && nulls[i] === 1) continue;
    const id = values[i]!;
    if (numbers[id]! < 0) numbers[id] = used.push(id) - 1;
    own[i] = numbers[id]!;
  }
  yield* pieces(own);
  const count = Buffer.alloc(4);
  count.writeUInt32LE(used.length);
  yield count;
  yield* encodeTexts({ length: used.length, at: (place) => dictionary.text(used[place]!) });
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
