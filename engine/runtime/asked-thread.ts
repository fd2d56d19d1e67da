import type { Worker } from 'node:worker_threads';
import { Fault } from '../fault.ts';
import type { FaultDescription } from '../fault.ts';
import { startThread } from './threads.ts';

/** What a thread can be asked, by name: what it is given and what it answers. */
export type Orders<T> = { readonly [N in keyof T]: (...args: never) => unknown };

/** One order on its way to a thread. */
export type ThreadOrder<T extends Orders<T>> = {
  readonly [N in keyof T]: { readonly id: number; readonly name: N; readonly args: Parameters<T[N]> };
}[keyof T];

/** What comes back of the order with the same number. */
export type ThreadAnswer =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly fault: FaultDescription };

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Fault) => void;
}

export interface AskedThreadParts {
  /** The bundled file of the thread. */
  readonly file: string;
  readonly name: string;
  /** What those are told whose orders a thread that died leaves behind. */
  readonly fault: (reason: string) => Fault;
  /** A thread that nobody has asked for so long ends, and with it what it holds in memory; without: it stays. */
  readonly restAfterMs?: number;
}

/** A thread that answers orders, so that nobody else waits for a disk. It is started by the first order. */
export class AskedThread<T extends Orders<T>> {
  readonly #parts: AskedThreadParts;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #rest: NodeJS.Timeout | undefined;
  #lastId = 0;

  constructor(parts: AskedThreadParts) {
    this.#parts = parts;
  }

  /** Whether there is a thread now. */
  get isRunning(): boolean {
    return this.#worker !== null;
  }

  /** Settles with the answer; rejects with the Fault that kept it from being one. */
  ask<N extends keyof T>(name: N, ...args: Parameters<T[N]>): Promise<ReturnType<T[N]>> {
    const worker = (this.#worker ??= this.#start());
    clearTimeout(this.#rest);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, name, args });
    });
  }

  #start(): Worker {
    const worker = startThread(this.#parts.file, { name: this.#parts.name });
    // Who looks at something does not keep the program.
    worker.unref();
    worker.on('message', (answer: ThreadAnswer) => this.#hear(answer));
    worker.once('error', (error) => this.#fail(worker, error.message));
    worker.once('exit', () => this.#fail(worker, 'its thread has ended'));
    return worker;
  }

  #hear(answer: ThreadAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('fault' in answer) waiting?.reject(new Fault(answer.fault.code, answer.fault.message));
    else waiting?.resolve(answer.value as never);
    const { restAfterMs } = this.#parts;
    if (restAfterMs !== undefined && this.#waiting.size === 0) this.#endAfter(restAfterMs);
  }

  #endAfter(restMs: number): void {
    this.#rest = setTimeout(() => {
      const worker = this.#worker;
      this.#worker = null;
      void worker?.terminate();
    }, restMs);
    this.#rest.unref();
  }

  /** The next order starts another thread. */
  #fail(worker: Worker, reason: string): void {
    // One that was ended at rest has left nothing behind.
    if (worker !== this.#worker) return;
    this.#worker = null;
    const failed = [...this.#waiting.values()];
    this.#waiting.clear();
    const fault = this.#parts.fault(reason);
    for (const { reject } of failed) reject(fault);
  }
}
