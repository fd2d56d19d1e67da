import type { Column } from '../data/column.ts';
import type { Snapshot, StateColumn } from '../state/snapshot.ts';
import { TextTable } from '../state/text-table.ts';
import { decodeBlocks, textsOf } from './encode-texts.ts';
import { KINDS, STATE_MAGIC } from './encode.ts';

type MutableSnapshot = { [name: string]: StateColumn | MutableSnapshot };

/** The snapshot whose bytes, from `encodeSnapshot`, are `bytes`; null where they are of another format. They have been checked for damage. */
export function decodeSnapshot(bytes: Buffer): Snapshot | null {
  if (bytes.toString('latin1', 0, STATE_MAGIC.length) !== STATE_MAGIC) return null;
  const snapshot: MutableSnapshot = {};
  const reader = new ColumnReader(bytes, STATE_MAGIC.length);
  while (!reader.isAtEnd) {
    const { path, column } = reader.read();
    put(snapshot, path.split('/'), column);
  }
  return snapshot;
}

function put(snapshot: MutableSnapshot, path: readonly string[], column: StateColumn): void {
  let group = snapshot;
  for (const name of path.slice(0, -1)) group = (group[name] ??= {}) as MutableSnapshot;
  group[path[path.length - 1]!] = column;
}

class ColumnReader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get isAtEnd(): boolean {
    return this.#bytes.length <= this.#at;
  }

  read(): { readonly path: string; readonly column: StateColumn } {
    const kind = KINDS[this.#bytes.readUInt8(this.#at)]!;
    const nameLength = this.#bytes.readUInt16LE(this.#at + 1);
    const count = this.#bytes.readUInt32LE(this.#at + 3);
    const nameAt = this.#at + 7;
    this.#at = nameAt + nameLength;
    return { path: this.#bytes.toString('utf8', nameAt, this.#at), column: this.#column(kind, count) };
  }

  #column(kind: (typeof KINDS)[number], count: number): StateColumn {
    switch (kind) {
      case 'f64':
        return new Float64Array(this.#take(count * 8));
      case 'i32':
        return new Int32Array(this.#take(count * 4));
      case 'u8':
        return new Uint8Array(this.#take(count));
      case 'texts': {
        const texts: (string | null)[] = [];
        this.#at = decodeBlocks(this.#bytes, this.#at, count, (block) => texts.push(...textsOf(block)));
        return texts;
      }
      default:
        return this.#values(kind, count);
    }
  }

  #values(type: Column['type'], count: number): Column {
    const hasNulls = this.#bytes.readUInt8(this.#at++) === 1;
    const nulls = hasNulls ? new Uint8Array(this.#take(count)) : null;
    if (type === 'boolean') return { type, nulls, values: new Uint8Array(this.#take(count)) };
    if (type !== 'string') return { type, nulls, values: new Float64Array(this.#take(count * 8)) };
    const values = new Int32Array(this.#take(count * 4));
    const dictionary = new TextTable();
    const texts = this.#bytes.readUInt32LE(this.#at);
    this.#at = decodeBlocks(this.#bytes, this.#at + 4, texts, (block) => dictionary.addBlock(block));
    return { type, nulls, values, dictionary };
  }

  /** A copy, since arrays of numbers have to begin at a multiple of their width. */
  #take(length: number): ArrayBuffer {
    const from = this.#bytes.byteOffset + this.#at;
    this.#at += length;
    return this.#bytes.buffer.slice(from, from + length) as ArrayBuffer;
  }
}
