import { BatchArrays, newArrays } from '../data/batch-arrays.ts';
import type { Column, StringColumn } from '../data/column.ts';
import { Counted } from '../state/counted.ts';
import { InPieces } from '../state/in-pieces.ts';
import type { Snapshot, StateColumn } from '../state/snapshot.ts';
import { encodeStrings, encodeTexts } from './encode-texts.ts';

/** Nothing yet: others may have a turn before more is made. */
const PAUSE = new Uint8Array(0);

/** What stands first in a state file: what it is, and the version of its format. */
export const STATE_MAGIC = 'MLRSTAT2';

/** The kinds of columns in a state file. */
export const KINDS = ['f64', 'i32', 'u8', 'texts', 'string', 'boolean', 'double', 'bigint', 'timestamp'] as const;

/**
 * `snapshot` as the bytes of a state file, piece by piece, each made when it is asked for, and so small that whoever waits for others meanwhile
 * lets nobody wait for long; an empty one is there for that alone. A piece is void once the next one is asked for. One record for each column: kind, length of its path, path
 * (`operator/keys/columns/0`), count, values, and of a stream's column whether it has nulls and which. Numbers are little-endian.
 */
export function* encodeSnapshot(snapshot: Snapshot): Generator<Uint8Array> {
  yield Buffer.from(STATE_MAGIC, 'latin1');
  yield* encodeGroup(snapshot, '', new BatchArrays());
}

function* encodeGroup(group: Snapshot, path: string, arrays: BatchArrays): Generator<Uint8Array> {
  for (const [name, entry] of Object.entries(group)) {
    if (entry instanceof Counted) yield* encodeCounted(entry, path + name, arrays);
    else if (entry instanceof InPieces) yield* encodeColumn(entry, path + name, arrays);
    else if (isColumn(entry)) yield* encodeColumn(inPieces(entry), path + name, arrays);
    else yield* encodeGroup(entry, `${path}${name}/`, arrays);
  }
}

function isColumn(value: StateColumn | Snapshot): value is StateColumn {
  return ArrayBuffer.isView(value) || Array.isArray(value) || typeof (value as { type?: unknown }).type === 'string';
}

/** A column that is there already. */
function inPieces(column: StateColumn): InPieces<StateColumn> {
  if (!('type' in column)) return new InPieces({ length: column.length, piece: (from, to) => part(column, from, to) });
  const { values, nulls } = column;
  const piece = (from: number, to: number) =>
    ({ ...column, values: values.subarray(from, to), nulls: nulls && nulls.subarray(from, to) }) as Column;
  return new InPieces({ length: values.length, piece });
}

function part(column: Exclude<StateColumn, Column>, from: number, to: number): StateColumn {
  return ArrayBuffer.isView(column) ? column.subarray(from, to) : column.slice(from, to);
}

function* encodeColumn(column: InPieces<StateColumn>, path: string, arrays: BatchArrays): Generator<Uint8Array> {
  for (const _ of column.prepare?.() ?? []) yield PAUSE;
  const kind = kindOf(emptyOf(column));
  yield head(kind, path, column.length * column.width);
  if (isPlain(kind)) yield* encodePlain(kind, column.pieces(arrays));
  else yield* encodeValues(column as InPieces<Column>, arrays);
}

function* encodeCounted(column: Counted<StateColumn>, path: string, arrays: BatchArrays): Generator<Uint8Array> {
  const counting = column.count();
  let step = counting.next();
  for (; step.done !== true; step = counting.next()) yield PAUSE;
  const kind = kindOf(column.empty) as PlainKind;
  yield head(kind, path, step.value);
  yield* encodePlain(kind, column.parts(arrays, step.value));
}

/** The kinds of what is nothing but its entries. */
type PlainKind = 'f64' | 'i32' | 'u8' | 'texts';

function isPlain(kind: (typeof KINDS)[number]): kind is PlainKind {
  return kind === 'f64' || kind === 'i32' || kind === 'u8' || kind === 'texts';
}

function* encodePlain(kind: PlainKind, pieces: Generator<StateColumn>): Generator<Uint8Array> {
  for (const piece of pieces) {
    if (kind === 'texts') yield* encodeTexts(piece as (string | null)[]);
    else yield bytesOf(piece as Float64Array);
  }
}

/** A piece without entries: it tells what all of them are made of. */
function emptyOf<Part extends StateColumn>(column: InPieces<Part>): Part {
  return column.piece(0, 0, newArrays);
}

function kindOf(piece: StateColumn): (typeof KINDS)[number] {
  if (piece instanceof Float64Array) return 'f64';
  if (piece instanceof Int32Array) return 'i32';
  if (piece instanceof Uint8Array) return 'u8';
  return 'type' in piece ? piece.type : 'texts';
}

function* encodeValues(column: InPieces<Column>, arrays: BatchArrays): Generator<Uint8Array> {
  const hasNulls = yield* findNulls(column, arrays);
  yield Uint8Array.of(hasNulls ? 1 : 0);
  if (hasNulls) for (const { nulls, values } of column.pieces(arrays)) yield nulls ?? new Uint8Array(values.length);
  if (emptyOf(column).type === 'string') yield* encodeStringColumn(column as InPieces<StringColumn>, arrays);
  else for (const { values } of column.pieces(arrays)) yield bytesOf(values);
}

function* findNulls(column: InPieces<Column>, arrays: BatchArrays): Generator<Uint8Array, boolean> {
  for (const { nulls } of column.pieces(arrays)) {
    if (nulls?.includes(1)) return true;
    yield PAUSE;
  }
  return false;
}

/** Numbers of texts, and those texts, in the order in which they come first. */
function* encodeStringColumn(column: InPieces<StringColumn>, arrays: BatchArrays): Generator<Uint8Array> {
  const { dictionary } = emptyOf(column);
  const numbers = new Int32Array(dictionary.size).fill(-1);
  const used = new Int32Array(Math.min(dictionary.size, column.length));
  let count = 0;
  for (const { values, nulls } of column.pieces(arrays)) {
    const own = arrays.integers(values.length);
    for (let i = 0; i < own.length; i++) {
      own[i] = 0;
      if (nulls !== null && nulls[i] === 1) continue;
      const id = values[i]!;
      if (numbers[id]! < 0) {
        numbers[id] = count;
        used[count++] = id;
      }
      own[i] = numbers[id]!;
    }
    yield bytesOf(own);
  }
  const length = Buffer.alloc(4);
  length.writeUInt32LE(count);
  yield length;
  yield* encodeStrings(dictionary, used.subarray(0, count), arrays);
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

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Int32Array | Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
