/**
 * Moments of event time that something waits for, the earliest first: a binary heap of milliseconds.
 * Holds a moment as often as it was added.
 */
export class Moments {
  #heap = new Float64Array(16);
  #length = 0;

  /** The earliest moment; +Infinity where there is none. */
  get earliest(): number {
    return this.#length === 0 ? Infinity : this.#heap[0]!;
  }

  add(moment: number): void {
    if (this.#length === this.#heap.length) this.#grow();
    const heap = this.#heap;
    let at = this.#length++;
    while (0 < at) {
      const parent = (at - 1) >> 1;
      if (heap[parent]! <= moment) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = moment;
  }

  /** Takes the earliest moment away and gives it; +Infinity where there is none. */
  take(): number {
    if (this.#length === 0) return Infinity;
    const heap = this.#heap;
    const taken = heap[0]!;
    const last = heap[--this.#length]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (this.#length <= child) break;
      if (child + 1 < this.#length && heap[child + 1]! < heap[child]!) child++;
      if (last <= heap[child]!) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return taken;
  }

  #grow(): void {
    const heap = new Float64Array(this.#heap.length * 2);
    heap.set(this.#heap);
    this.#heap = heap;
  }
}
