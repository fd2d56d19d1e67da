import type { Worker } from 'node:worker_threads';
import { Fault } from '../fault.ts';
import type { FaultDescription } from '../fault.ts';
import type { FromWorker, KeptSpan, RecordingOrder, SubtaskStart, TapOrder, TappedRows, ToWorker } from './protocol.ts';
import type { HeldSpan } from '../trial/held-rows.ts';
import type { Held } from '../trial/row-keeper.ts';
import { startThread } from './threads.ts';

type Answer = Extract<FromWorker, { type: 'recordingStarted' | 'recordingEnded' }>;

interface Asked {
  readonly resolve: (answer: Asked['atEnd']) => void;
  readonly atEnd: TappedRows | KeptSpan | FaultDescription;
}

const ENDED: FaultDescription = {
  code: 'conflict',
  message: 'the pipeline has ended meanwhile; start it again, and keep what it reads then',
};

/** One run of a job in a worker thread, from the start of the thread to its last message. */
export class Attempt {
  readonly #worker: Worker;
  readonly #take: (message: FromWorker) => void;
  readonly #waiting = new Map<Answer['type'], ((fault: FaultDescription | null) => void)[]>();
  readonly #asked = new Map<number, Asked>();
  readonly #holds = new Map<number, (answer: HeldSpan | Held | null) => void>();
  #number = 0;
  /** Settles when it runs; rejects with a Fault when it fails before that. */
  readonly running: Promise<void>;
  /** Settles when its last message was taken. */
  readonly ended: Promise<void>;
  #settleRunning!: { resolve: () => void; reject: (error: unknown) => void };
  #settleEnded!: () => void;
  #isOver = false;

  constructor(workerFile: string, start: SubtaskStart, take: (message: FromWorker) => void) {
    this.#take = take;
    this.running = new Promise((resolve, reject) => (this.#settleRunning = { resolve, reject }));
    // Whoever starts the job hears of it; a job that fails later has told so by its state.
    this.running.catch(() => undefined);
    this.ended = new Promise((resolve) => (this.#settleEnded = resolve));
    this.#worker = startThread(workerFile, { workerData: start });
    this.#worker.on('message', (message: FromWorker) => this.#heard(message));
    this.#worker.on('error', (error) => this.#fail(`its thread failed: ${error.message}`));
    this.#worker.on('exit', (code) => this.#fail(`its thread ended unexpectedly (exit code ${code})`));
  }

  send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  /** Sends `message` and waits for the worker's answer of the given type: null, or why it could not be done. */
  ask(message: ToWorker, answer: Answer['type']): Promise<FaultDescription | null> {
    return new Promise((resolve) => {
      this.#waiting.set(answer, [...(this.#waiting.get(answer) ?? []), resolve]);
      this.send(message);
    });
  }

  /** The last rows of an edge. */
  async tap(order: TapOrder): Promise<TappedRows> {
    const tap = (number: number): ToWorker => ({ type: 'tap', number, order });
    return (await this.#askFor(tap, { columns: [], rows: [] })) as TappedRows;
  }

  /** Makes a recording of the rows of the last minutes. */
  async keepRecent(recording: RecordingOrder): Promise<KeptSpan> {
    const keep = (number: number): ToWorker => ({ type: 'keepRecent', number, recording });
    return (await this.#askFor(keep, ENDED)) as KeptSpan;
  }

  /** Holds the last rows of the sources from now on, and tells how many there are. */
  async hold(): Promise<HeldSpan> {
    return ((await this.#ask('span')) ?? { rows: 0, since: null }) as HeldSpan;
  }

  /** The rows that are held. */
  async held(): Promise<Held> {
    return ((await this.#ask('rows')) ?? {}) as Held;
  }

  /** Waits for the end, and forces it when it takes longer than `limitMs`. */
  async endedWithin(limitMs: number): Promise<void> {
    const force = setTimeout(() => {
      this.#fail(`it did not stop within ${limitMs / 1000} s and was ended; what was committed is safe`);
      void this.#worker.terminate();
    }, limitMs);
    await this.ended;
    clearTimeout(force);
  }

  #heard(message: FromWorker): void {
    if (this.#isOver) return;
    if (message.type === 'running') this.#settleRunning.resolve();
    if (message.type === 'recordingStarted' || message.type === 'recordingEnded') this.#answer(message);
    if (message.type === 'held') this.#answerHold(message.number, message.answer);
    if (message.type === 'tapped' || message.type === 'recentKept') this.#answerAsked(message.number, message.answer);
    if (message.type === 'failed') this.#settleRunning.reject(new Fault(message.fault.code, message.fault.message));
    const isLast = message.type === 'ended' || message.type === 'failed';
    if (isLast) this.#isOver = true;
    this.#take(message);
    if (!isLast) return;
    this.#settleRunning.resolve();
    for (const type of this.#waiting.keys()) this.#answer({ type, fault: null });
    for (const number of this.#holds.keys()) this.#answerHold(number, null);
    for (const [number, { atEnd }] of this.#asked) this.#answerAsked(number, atEnd);
    this.#settleEnded();
  }

  /** Sends a message with a number of its own, and gives what answers it; `atEnd` where nothing does. */
  async #askFor(message: (number: number) => ToWorker, atEnd: Asked['atEnd']): Promise<TappedRows | KeptSpan> {
    const answer = await new Promise<Asked['atEnd']>((resolve) => {
      this.#asked.set(++this.#number, { resolve, atEnd });
      this.send(message(this.#number));
    });
    if ('rows' in answer) return answer;
    throw new Fault(answer.code, answer.message);
  }

  #ask(wants: 'span' | 'rows'): Promise<HeldSpan | Held | null> {
    return new Promise((resolve) => {
      this.#holds.set(++this.#number, resolve);
      this.send({ type: 'hold', number: this.#number, wants });
    });
  }

  #answerHold(number: number, answer: HeldSpan | Held | null): void {
    this.#holds.get(number)?.(answer);
    this.#holds.delete(number);
  }

  #answerAsked(number: number, answer: Asked['atEnd']): void {
    this.#asked.get(number)?.resolve(answer);
    this.#asked.delete(number);
  }

  #answer({ type, fault }: Answer): void {
    // Asked twice, answered once: whoever asked means the same.
    const waiting = this.#waiting.get(type) ?? [];
    this.#waiting.delete(type);
    for (const resolve of waiting) resolve(fault);
  }

  #fail(message: string): void {
    this.#heard({ type: 'failed', fault: { code: 'internal', message } });
  }
}
