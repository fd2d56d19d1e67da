/** Smaller ones are not worth keeping. */
const KEPT_BYTES = 65_536;

let current: SnapshotMemory | null = null;

/**
 * The memory of the snapshots of one chain, used again from one to the next: memory that the system gives anew costs several times
 * what copying into it costs, and rows wait for both. So a snapshot holds until the next one is taken.
 */
export class SnapshotMemory {
  #free: ArrayBuffer[] = [];
  #used: ArrayBuffer[] = [];

  /** Takes a snapshot: copies that are made meanwhile are in this memory. */
  take<T>(snapshot: () => T): T {
    this.#free = this.#used;
    this.#used = [];
    const taken = within(this, snapshot);
    // What was not needed this time may never be again.
    this.#free = [];
    return taken;
  }

  /** Memory for `bytes`, with anything in it. */
  allocate(bytes: number): ArrayBuffer {
    const size = 2 ** Math.ceil(Math.log2(bytes));
    const found = this.#free.findIndex((buffer) => buffer.byteLength === size);
    const [buffer = new ArrayBuffer(size)] = found < 0 ? [] : this.#free.splice(found, 1);
    this.#used.push(buffer);
    return buffer;
  }
}

function within<T>(memory: SnapshotMemory, snapshot: () => T): T {
  current = memory;
  try {
    return snapshot();
  } finally {
    current = null;
  }
}

/** A copy of `array` for a snapshot. */
export function copyNumbers(array: Float64Array): Float64Array {
  const copy = numbersForSnapshot(array.length);
  copy.set(array);
  return copy;
}

/** A copy of `array` for a snapshot. */
export function copyIntegers(array: Int32Array): Int32Array {
  const copy = integersForSnapshot(array.length);
  copy.set(array);
  return copy;
}

/** A copy of `array` for a snapshot. */
export function copyBytes(array: Uint8Array): Uint8Array {
  if (current === null || array.byteLength < KEPT_BYTES) return array.slice();
  const copy = new Uint8Array(current.allocate(array.byteLength), 0, array.length);
  copy.set(array);
  return copy;
}

/** `length` numbers for a snapshot, with anything in them. */
export function numbersForSnapshot(length: number): Float64Array {
  if (current === null || length * 8 < KEPT_BYTES) return new Float64Array(length);
  return new Float64Array(current.allocate(length * 8), 0, length);
}

/** `length` whole numbers for a snapshot, with anything in them. */
export function integersForSnapshot(length: number): Int32Array {
  if (current === null || length * 4 < KEPT_BYTES) return new Int32Array(length);
  return new Int32Array(current.allocate(length * 4), 0, length);
}
