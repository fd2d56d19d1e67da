import type { Plan } from '../document/plan.ts';
import { Fault } from '../fault.ts';
import type { FaultDescription } from '../fault.ts';
import type { Clock } from '../time/clock.ts';
import { Attempt } from './attempt.ts';
import { JobCounts } from './job-counts.ts';
import type { ChartPoints, FromWorker, RecordingOrder, SubtaskStart, TapOrder, TappedRows } from './protocol.ts';
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

interface RecordingInProgress {
  readonly name: string;
  readonly since: number;
  /** Settles when it is being made; rejects with why it cannot. */
  readonly started: Promise<void>;
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
  #recording: RecordingInProgress | null = null;

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
    const recording = this.#recording && this.#statusOf(this.#recording);
    return { id: this.id, name, description, state: this.#state, nodes, recording };
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

  /** Starts a recording of the first source's rows; while one is being made, gives that one. */
  async startRecording(order: RecordingOrder): Promise<RecordingStatus> {
    const attempt = this.#attempt;
    if (this.#state.kind !== 'running' || !attempt) {
      throw new Fault(
        'conflict',
        `pipeline "${this.#plan.name}" does not run, so there is nothing to record; start it first`,
      );
    }
    const recording = (this.#recording ??= this.#beginRecording(attempt, order));
    await recording.started;
    this.#context.onChange();
    return this.#statusOf(recording);
  }

  /** Closes the recording with every row it was given. Without one it changes nothing. */
  async stopRecording(): Promise<void> {
    if (!this.#recording || !this.#attempt) return;
    const fault = await this.#attempt.ask({ type: 'stopRecording' }, 'recordingEnded');
    if (fault) throw new Fault(fault.code, fault.message);
  }

  /** The last rows of an edge while it runs. */
  async tap(order: TapOrder): Promise<TappedRows> {
    if (this.#state.kind !== 'running' || !this.#attempt) {
      throw new Fault('conflict', `pipeline "${this.#plan.name}" does not run, so no rows pass; start it first`);
    }
    const answer = await this.#attempt.tap(order);
    if ('rows' in answer) return answer;
    throw new Fault(answer.code, answer.message);
  }

  #beginRecording(attempt: Attempt, order: RecordingOrder): RecordingInProgress {
    const started = attempt.ask({ type: 'startRecording', recording: order }, 'recordingStarted').then((fault) => {
      if (!fault) return;
      this.#recording = null;
      throw new Fault(fault.code, fault.message);
    });
    return { name: order.name, since: this.#context.clock.now(), started };
  }

  #statusOf({ name, since }: RecordingInProgress): RecordingStatus {
    return { name, since, ...(this.#counts.recording ?? { rows: 0, bytes: 0 }) };
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
        this.#counts.update(message);
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
      case 'recordingEnded':
        this.#endRecording(message.fault);
        break;
      case 'recordingStarted':
      case 'tapped':
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
    this.#counts.endRecording();
    if (fault) this.#context.onRecordingFault(fault);
    this.#context.onChange();
  }

  #end(state: JobState): void {
    this.#attempt = null;
    this.#recording = null;
    this.#counts.end();
    this.#setState(state);
  }

  #setState(state: JobState): void {
    this.#state = state;
    this.#context.onChange();
  }
}
