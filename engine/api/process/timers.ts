/** A moment that a key waits for. */
export interface Timer {
  readonly key: number;
  readonly time: number;
}

interface Entry extends Timer {
  /** Those registered first fire first where their times are the same. */
  readonly order: number;
  isDeleted: boolean;
}

/** Fewer deleted timers than this are not worth a sweep. */
const SWEEP_MINIMUM = 64;

/**
 * The timers of all keys, the earliest first: a binary heap. A timer is its key and its time, so that registering it twice is
 * registering it once, and deleting one that is not there changes nothing (Flink's InternalTimerService).
 */
export class TimerQueue {
  #heap: Entry[] = [];
  #deleted = 0;
  #order = 0;
  readonly #ofKeys = new Map<number, Map<number, Entry>>();

  /** The earliest time; +Infinity where there is none. */
  get earliest(): number {
    while (this.#heap[0]?.isDeleted === true) {
      this.#removeFirst();
      this.#deleted--;
    }
    return this.#heap[0]?.time ?? Infinity;
  }

  get isEmpty(): boolean {
    return this.#heap.length === this.#deleted;
  }

  /** Whether the timer is new. */
  register(key: number, time: number): boolean {
    const ofKey = this.#ofKeys.get(key) ?? new Map<number, Entry>();
    if (ofKey.has(time)) return false;
    if (ofKey.size === 0) this.#ofKeys.set(key, ofKey);
    const entry = { key, time, order: this.#order++, isDeleted: false };
    ofKey.set(time, entry);
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
    return true;
  }

  /** Whether there was such a timer. */
  delete(key: number, time: number): boolean {
    const entry = this.#forget({ key, time });
    if (!entry) return false;
    entry.isDeleted = true;
    this.#deleted++;
    if (SWEEP_MINIMUM < this.#deleted && this.#heap.length < 2 * this.#deleted) this.#sweep();
    return true;
  }

  /** Takes the earliest timer away and gives it. Only where `earliest` says that there is one. */
  take(): Timer {
    const timer = this.#heap[0]!;
    this.#removeFirst();
    this.#forget(timer);
    return timer;
  }

  /** All timers in the order in which they will fire. */
  inOrder(): readonly Timer[] {
    return this.#heap.filter(({ isDeleted }) => !isDeleted).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  #forget({ key, time }: Timer): Entry | undefined {
    const ofKey = this.#ofKeys.get(key);
    const entry = ofKey?.get(time);
    if (!ofKey || !entry) return undefined;
    ofKey.delete(time);
    if (ofKey.size === 0) this.#ofKeys.delete(key);
    return entry;
  }

  #sweep(): void {
    // A sorted array is a heap.
    this.#heap = this.inOrder() as Entry[];
    this.#deleted = 0;
  }

  #removeFirst(): void {
    const last = this.#heap.pop()!;
    if (0 < this.#heap.length) this.#sink(last);
  }

  #rise(at: number): void {
    const heap = this.#heap;
    const entry = heap[at]!;
    while (0 < at) {
      const parent = (at - 1) >> 1;
      if (isBefore(heap[parent]!, entry)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  #sink(entry: Entry): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (heap.length <= child) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (isBefore(entry, heap[child]!)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = entry;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}
