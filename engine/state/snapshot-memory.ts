/** Smaller ones are not worth keeping. */
const KEPT_BYTES = 65_536;

/** The system gives memory page by page, each when it is written to first. */
const PAGE_BYTES = 4096;
/** Bytes of new memory that are made ready at a time: about half a millisecond. */
const READY_BYTES = 1024 * 1024;

/** Where copies get their memory from; a list is told how much each would need, and nothing is copied. */
let current: SnapshotMemory | number[] | null = null;

/**
 * The memory of the snapshots of one chain, used again from one to the next: memory that the system gives anew costs several times
 * what copying into it costs, and rows wait for both. So a snapshot holds until the next one is taken, and what that lacks is made ready before.
 */
export class SnapshotMemory {
  #free: ArrayBuffer[] = [];
  #used: ArrayBuffer[] = [];

  /**
   * What the next snapshot will need and is not there yet, in steps between which rows may go on: none where nothing is lacking. `snapshot`
   * is called to see how much it copies, and what it gives is of no use.
   */
  *makeReady(snapshot: () => unknown): Generator<void, void> {
    const sizes: number[] = [];
    within(sizes, snapshot);
    const there = this.#used.map(({ byteLength }) => byteLength);
    for (const size of sizes.map(sizeFor)) {
      const found = there.indexOf(size);
      if (0 <= found) there.splice(found, 1);
      else yield* this.#addPages(size);
    }
  }

  /** Takes a snapshot: copies that are made meanwhile are in this memory. */
  take<T>(snapshot: () => T): T {
    this.#free = [...this.#used, ...this.#free];
    this.#used = [];
    const taken = within(this, snapshot);
    // What was not needed this time may never be again.
    this.#free = [];
    return taken;
  }

  /** Memory for `bytes`, with anything in it. */
  allocate(bytes: number): ArrayBuffer {
    const size = sizeFor(bytes);
    const found = this.#free.findIndex((buffer) => buffer.byteLength === size);
    const [buffer = new ArrayBuffer(size)] = found < 0 ? [] : this.#free.splice(found, 1);
    this.#used.push(buffer);
    return buffer;
  }

  *#addPages(size: number): Generator<void, void> {
    const bytes = new Uint8Array(size);
    this.#free.push(bytes.buffer);
    for (let from = 0; from < size; from += READY_BYTES) {
      for (let at = from; at < Math.min(size, from + READY_BYTES); at += PAGE_BYTES) bytes[at] = 1;
      yield;
    }
  }
}

function sizeFor(bytes: number): number {
  return 2 ** Math.ceil(Math.log2(bytes));
}

function within<T>(memory: SnapshotMemory | number[], snapshot: () => T): T {
  current = memory;
  try {
    return snapshot();
  } finally {
    current = null;
  }
}

/** A copy of `array` for a snapshot. */
export function copyNumbers(array: Float64Array): Float64Array {
  return isLookedAt(array.byteLength) ? array : joinNumbers([array]);
}

/** A copy of a part of `array` for a snapshot: of each `width` numbers those `from` to `to`. */
export function copySomeNumbers(
  array: Float64Array,
  width: number,
  [from, to]: readonly [number, number],
): Float64Array {
  const length = (array.length / width) * (to - from);
  if (isLookedAt(length * 8)) return new Float64Array(0);
  const copy = new Float64Array(memoryFor(length * 8), 0, length);
  let at = 0;
  for (let start = 0; start < array.length; start += width) {
    for (let k = start + from; k < start + to; k++) copy[at++] = array[k]!;
  }
  return copy;
}

/** A copy of `array` for a snapshot. */
export function copyIntegers(array: Int32Array): Int32Array {
  return isLookedAt(array.byteLength) ? array : joinIntegers([array]);
}

/** A copy of `array` for a snapshot. */
export function copyBytes(array: Uint8Array): Uint8Array {
  if (isLookedAt(array.byteLength)) return array;
  const copy = new Uint8Array(memoryFor(array.byteLength), 0, array.length);
  copy.set(array);
  return copy;
}

/** Numbers from several arrays, one behind the other, for a snapshot. */
export function joinNumbers(parts: readonly Float64Array[]): Float64Array {
  const length = together(parts);
  if (isLookedAt(length * 8)) return new Float64Array(0);
  const joined = new Float64Array(memoryFor(length * 8), 0, length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** The same of whole numbers. */
export function joinIntegers(parts: readonly Int32Array[]): Int32Array {
  const length = together(parts);
  if (isLookedAt(length * 4)) return new Int32Array(0);
  const joined = new Int32Array(memoryFor(length * 4), 0, length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function together(parts: readonly { readonly length: number }[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function memoryFor(bytes: number): ArrayBuffer {
  return current instanceof SnapshotMemory && KEPT_BYTES <= bytes ? current.allocate(bytes) : new ArrayBuffer(bytes);
}

/** Whether nothing is to be saved now, but only to be known how much would be copied. */
export function isLookingOnly(): boolean {
  return Array.isArray(current);
}

/** Whether nothing is to be copied but only to be known how much would be. */
function isLookedAt(bytes: number): boolean {
  if (!Array.isArray(current)) return false;
  if (KEPT_BYTES <= bytes) current.push(bytes);
  return true;
}
