import { Worker } from 'node:worker_threads';
import type { Plan } from '../document/plan.ts';
import { Fault } from '../fault.ts';
import type { FaultDescription } from '../fault.ts';
import type { Clock } from '../time/clock.ts';
import { JobCounts } from './job-counts.ts';
import type { ChartPoints, FromWorker, RecordingOrder, SubtaskStart, ToWorker } from './protocol.ts';
import type { JobState, JobStatus, RecordingStatus } from './status.ts';

/** What a job needs from the engine that runs it. */
export interface JobContext {
  readonly clock: Clock;
  /** The bundle of `worker.ts`. */
  readonly workerFile: string;
  readonly hasScreen: boolean;
  onChange(): void;
  onPoints(points: readonly ChartPoints[]): void;
  /** Settles when the bytes are written; a rejection stops the job. */
  onConsole(bytes: Uint8Array): Promise<void>;
  onWarning(node: string, message: string): void;
  onRecordingFault(fault: FaultDescription): void;
}

/** How long a worker that was told to stop may take before it is ended by force. */
export const STOP_LIMIT_MS = 10_000;

/** One pipeline, from start to stop and over again. Each run is an attempt of its own in a new worker thread. */
export class Job {
  readonly id: string;
  readonly #plan: Plan;
  readonly #text: string;
  readonly #context: JobContext;
  #state: JobState = { kind: 'stopped' };
  #attempt: Attempt | null = null;
  #counts: JobCounts;
  #recording: { readonly name: string; readonly since: number } | null = null;

  constructor(id: string, document: { plan: Plan; text: string }, context: JobContext) {
    this.id = id;
    this.#plan = document.plan;
    this.#text = document.text;
    this.#context = context;
    this.#counts = new JobCounts(document.plan);
  }

  get isActive(): boolean {
    return this.#attempt !== null;
  }

  status(): JobStatus {
    const { name, description } = this.#plan;
    const nodes = this.#counts.statuses();
    return { id: this.id, name, description, state: this.#state, nodes, recording: this.#recordingStatus() };
  }

  /** Starts it and settles once it runs. One that runs already stays as it is; one that is stopping is waited for. */
  async start(): Promise<JobStatus> {
    if (this.#state.kind === 'stopping') await this.#attempt?.ended;
    if (!this.#attempt) this.#begin();
    await this.#attempt?.running;
    return this.status();
  }

  /** Stops it gracefully: everything that was read is committed. One that does not run stays as it is. */
  async stop(): Promise<JobStatus> {
    const attempt = this.#attempt;
    if (!attempt) return this.status();
    if (this.#state.kind !== 'stopping') {
      this.#setState({ kind: 'stopping', since: this.#context.clock.now() });
      attempt.send({ type: 'stop' });
    }
    await attempt.endedWithin(STOP_LIMIT_MS);
    return this.status();
  }

  /** Settles when the job has ended, however it ended. */
  async ended(): Promise<JobStatus> {
    await this.#attempt?.ended;
    return this.status();
  }

  async startRecording(order: RecordingOrder): Promise<RecordingStatus> {
    const attempt = this.#attempt;
    if (this.#state.kind !== 'running' || !attempt) {
      throw new Fault(
        'conflict',
        `pipeline "${this.#plan.name}" does not run, so there is nothing to record; start it first`,
      );
    }
    const running = this.#recordingStatus();
    if (running) return running;
    this.#recording = { name: order.name, since: this.#context.clock.now() };
    const fault = await attempt.ask({ type: 'startRecording', recording: order }, 'recordingStarted');
    if (fault) {
      this.#recording = null;
      throw new Fault(fault.code, fault.message);
    }
    this.#context.onChange();
    return this.#recordingStatus() ?? { ...this.#noRecording(order.name), since: this.#context.clock.now() };
  }

  /** Closes the recording with every row it was given. Without one it changes nothing. */
  async stopRecording(): Promise<void> {
    if (!this.#recording || !this.#attempt) return;
    const fault = await this.#attempt.ask({ type: 'stopRecording' }, 'recordingEnded');
    if (fault) throw new Fault(fault.code, fault.message);
  }

  #noRecording(name: string): Omit<RecordingStatus, 'since'> {
    return { name, rows: 0, bytes: 0 };
  }

  #recordingStatus(): RecordingStatus | null {
    if (!this.#recording) return null;
    return { ...this.#noRecording(this.#recording.name), ...this.#counts.recording, ...this.#recording };
  }

  #begin(): void {
    this.#counts = new JobCounts(this.#plan);
    const start: SubtaskStart = {
      plan: this.#plan,
      documentText: this.#text,
      subtask: 0,
      hasScreen: this.#context.hasScreen,
    };
    this.#attempt = new Attempt(this.#context.workerFile, start, (message) => this.#take(message));
    this.#setState({ kind: 'starting', since: this.#context.clock.now() });
  }

  #take(message: FromWorker): void {
    const { clock } = this.#context;
    switch (message.type) {
      case 'running':
        if (this.#state.kind === 'starting') this.#setState({ kind: 'running', since: clock.now() });
        break;
      case 'counts':
        this.#counts.update(message, clock.monotonic());
        this.#context.onChange();
        break;
      case 'points':
        this.#context.onPoints(message.points);
        this.#attempt?.send({ type: 'pointsTaken' });
        break;
      case 'console':
        void this.#print(message.bytes);
        break;
      case 'warning':
        this.#context.onWarning(message.node, message.message);
        break;
      case 'recordingStarted':
        break;
      case 'recordingEnded':
        this.#endRecording(message.fault);
        break;
      case 'ended':
        this.#end(message.stopped ? { kind: 'stopped' } : { kind: 'finished', at: clock.now() });
        break;
      case 'failed':
        this.#end({ kind: 'failed', at: clock.now(), fault: message.fault });
        break;
    }
  }

  async #print(bytes: Uint8Array): Promise<void> {
    try {
      await this.#context.onConsole(bytes);
    } catch {
      // Who read the output has gone: as with any filter of a shell, that is the end of the work, not a failure.
      void this.stop();
    }
    this.#attempt?.send({ type: 'consoleTaken' });
  }

  #endRecording(fault: FaultDescription | null): void {
    this.#recording = null;
    if (fault) this.#context.onRecordingFault(fault);
    this.#context.onChange();
  }

  #end(state: JobState): void {
    this.#attempt = null;
    this.#recording = null;
    this.#setState(state);
  }

  #setState(state: JobState): void {
    this.#state = state;
    this.#context.onChange();
  }
}

type Answer = Extract<FromWorker, { type: 'recordingStarted' | 'recordingEnded' }>;

/** One run of a job in a worker thread, from the start of the thread to its last message. */
class Attempt {
  readonly #worker: Worker;
  readonly #take: (message: FromWorker) => void;
  readonly #waiting = new Map<Answer['type'], (fault: FaultDescription | null) => void>();
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
    this.#worker = new Worker(workerFile, { workerData: start });
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
      this.#waiting.set(answer, resolve);
      this.send(message);
    });
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
    if (message.type === 'failed') this.#settleRunning.reject(new Fault(message.fault.code, message.fault.message));
    const isLast = message.type === 'ended' || message.type === 'failed';
    if (isLast) this.#isOver = true;
    this.#take(message);
    if (!isLast) return;
    this.#settleRunning.resolve();
    for (const [, resolve] of this.#waiting) resolve(null);
    this.#settleEnded();
  }

  #answer({ type, fault }: Answer): void {
    this.#waiting.get(type)?.(fault);
    this.#waiting.delete(type);
  }

  #fail(message: string): void {
    this.#heard({ type: 'failed', fault: { code: 'internal', message } });
  }
}
