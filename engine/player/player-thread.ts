import type { Worker } from 'node:worker_threads';
import { Fault } from '../fault.ts';
import { startThread } from '../runtime/threads.ts';
import type { PlayerAnswer, PlayerOrders } from './orders.ts';

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Fault) => void;
}

/** The thread that reads recordings for people who look at them, so that nobody waits for a disk. It is started by the first order. */
export class PlayerThread {
  readonly #workerFile: string;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #lastId = 0;

  constructor(workerFile: string) {
    this.#workerFile = workerFile;
  }

  /** Settles with the answer; rejects with the Fault that kept it from being one. */
  ask<N extends keyof PlayerOrders>(
    name: N,
    ...args: Parameters<PlayerOrders[N]>
  ): Promise<ReturnType<PlayerOrders[N]>> {
    const worker = (this.#worker ??= this.#start());
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, name, args });
    });
  }

  #start(): Worker {
    const worker = startThread(this.#workerFile, { name: 'recordings' });
    // Who looks at a recording does not keep the program.
    worker.unref();
    worker.on('message', (answer: PlayerAnswer) => this.#hear(answer));
    worker.once('error', (error) => this.#fail(error.message));
    worker.once('exit', () => this.#fail('its thread has ended'));
    return worker;
  }

  #hear(answer: PlayerAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('fault' in answer) waiting?.reject(new Fault(answer.fault.code, answer.fault.message));
    else waiting?.resolve(answer.value as never);
  }

  /** The next order starts another thread. */
  #fail(reason: string): void {
    this.#worker = null;
    const failed = [...this.#waiting.values()];
    this.#waiting.clear();
    const fault = new Fault('recording-failed', `the recording cannot be read (${reason}); open it again`);
    for (const { reject } of failed) reject(fault);
  }
}
