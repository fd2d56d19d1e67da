import { NdjsonEncoder } from '../files/ndjson-encoder.ts';
import { ByteBuffer } from '../files/byte-buffer.ts';
import type { Schema } from '../data/types.ts';
import { createDiscardSink } from './discard.ts';
import type { Sink } from './sink.ts';

/** Blocks that may be on their way to standard output before their pipeline has to wait. */
const BLOCKS_IN_FLIGHT_MAX = 4;

/** What is on its way to standard output. */
interface Block {
  readonly rows: number;
  readonly taken: () => void;
}

/** The way to standard output, which belongs to the main thread; shared by all console sinks of a subtask. */
export class ConsolePort {
  readonly #send: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly #rowsMax: number;
  #inFlight: Block[] = [];
  #rows = 0;
  #released = false;
  #waiting: (() => void)[] = [];

  /** `rowsMax`: rows that may be on their way before their pipeline has to wait. */
  constructor(send: (bytes: Uint8Array<ArrayBuffer>) => void, { rowsMax }: { readonly rowsMax: number }) {
    this.#send = send;
    this.#rowsMax = rowsMax;
  }

  /** Sends the bytes of so many rows; `taken` is called when they are written out. */
  write(bytes: Uint8Array<ArrayBuffer>, rows: number, taken: () => void): void {
    this.#inFlight.push({ rows, taken });
    this.#rows += rows;
    this.#send(bytes);
  }

  /** The oldest block was written out. */
  taken(): void {
    const block = this.#inFlight.shift();
    this.#rows -= block?.rows ?? 0;
    block?.taken();
    if (!this.#isFull()) this.#wake();
  }

  /** From now on nobody waits: the job stops, and who read the output may have gone. */
  release(): void {
    this.#released = true;
    this.#wake();
  }

  /** Null while there is room, else settles once there is. */
  room(): Promise<void> | null {
    return this.#isFull() ? new Promise((resolve) => this.#waiting.push(resolve)) : null;
  }

  #isFull(): boolean {
    if (this.#released) return false;
    return BLOCKS_IN_FLIGHT_MAX <= this.#inFlight.length || this.#rowsMax <= this.#rows;
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}

/** A sink that prints its rows as NDJSON on standard output. */
export function createConsoleSink(schema: Schema, port: ConsolePort): Sink {
  const encoder = new NdjsonEncoder(schema);
  let queued = 0;
  return {
    ...createDiscardSink(),
    // Its rows are copied.
    keepsBatches: false,
    reads: { times: false, columns: null },
    receive(batch) {
      if (batch.length === 0) return;
      const buffer = new ByteBuffer();
      encoder.encode(batch, buffer);
      const rows = batch.length;
      queued += rows;
      port.write(buffer.take(), rows, () => (queued -= rows));
    },
    room: () => port.room(),
    queued: () => queued,
  };
}
