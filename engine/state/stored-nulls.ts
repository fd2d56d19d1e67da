import { grownBytes } from './arrays.ts';

/** Which slots hold a null. */
export class StoredNulls {
  /** 1 for a null; null as long as there was none. */
  marks: Uint8Array | null = null;
  #capacity = 0;

  /** Makes room for slots below `capacity`. */
  grow(capacity: number): void {
    this.#capacity = capacity;
    if (this.marks !== null) this.marks = grownBytes(this.marks, capacity);
  }

  /** Keeps what `nulls` says of row `rows[i]` for slot `slots[i]`, for each of `slots`. */
  write(nulls: Uint8Array | null, rows: Int32Array, slots: Int32Array): void {
    if (nulls === null && this.marks === null) return;
    this.marks ??= new Uint8Array(this.#capacity);
    const { marks } = this;
    for (let i = 0; i < slots.length; i++) marks[slots[i]!] = nulls === null ? 0 : nulls[rows[i]!]!;
  }
}
