import { NdjsonEncoder } from '../files/ndjson-encoder.ts';
import { ByteBuffer } from '../files/byte-buffer.ts';
import type { Schema } from '../data/types.ts';
import { createDiscardSink } from './discard.ts';
import type { Sink } from './sink.ts';

/** Blocks that may be on their way to standard output before their pipeline has to wait. */
const BLOCKS_IN_FLIGHT_MAX = 4;

/** The way to standard output, which belongs to the main thread; shared by all console sinks of a subtask. */
export class ConsolePort {
  readonly #send: (bytes: Uint8Array<ArrayBuffer>) => void;
  #inFlight = 0;
  #released = false;
  #waiting: (() => void)[] = [];

  constructor(send: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.#send = send;
  }

  write(bytes: Uint8Array<ArrayBuffer>): void {
    this.#inFlight++;
    this.#send(bytes);
  }

  /** One block was written out. */
  taken(): void {
    this.#inFlight--;
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
    return !this.#released && BLOCKS_IN_FLIGHT_MAX <= this.#inFlight;
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
  return {
    ...createDiscardSink(),
    receive(batch) {
      if (batch.length === 0) return;
      const buffer = new ByteBuffer();
      encoder.encode(batch, buffer);
      port.write(buffer.take());
    },
    room: () => port.room(),
  };
}
