import type { Plan } from '../document/plan.ts';
import { Fault, type FaultDescription } from '../fault.ts';
import type { Attempt } from './attempt.ts';
import type { JobCheckpoints } from './job-checkpoints.ts';
import { folderOf, savedStatusOf, statusOf } from './checkpoint-status.ts';
import { listCheckpoints, type StoredCheckpoint } from '../checkpoints/store.ts';
import type { Outlets } from './outlets.ts';
import type { JobContext } from './job-context.ts';
import { JobRun } from './job-run.ts';
import type { RecordingInProgress } from './recording-in-progress.ts';
import { JobCounts } from './job-counts.ts';
import type { SensorCost } from '../sensors/sensor-cost.ts';
import type { FromWorker, RecordingOrder } from './protocol.ts';
import type { JobState, JobStatus, RecordingStatus, SavedCheckpoint } from './status.ts';

/** How long a worker that was told to stop may take before it is ended by force. */
export const STOP_LIMIT_MS = 10_000;

/** One pipeline, from start to stop and over again. */
export class Job {
  readonly id: string;
  #plan: Plan;
  #text: string;
  readonly #context: JobContext;
  #state: JobState = { kind: 'stopped' };
  #run: JobRun | null = null;
  /** Whether it was run before by this program. */
  #hasRun = false;
  /** The checkpoints of the last run. */
  #checkpoints: JobCheckpoints | null = null;
  /** Those of runs before this program. */
  #found: readonly StoredCheckpoint[] = [];
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
    return this.#run !== null;
  }

  status(): JobStatus {
    const { name, description } = this.#plan;
    const nodes = this.#counts.statuses();
    const recording = this.#recording && this.#statusOf(this.#recording);
    const checkpoints = this.#stored().map(statusOf);
    return { id: this.id, name, description, state: this.#state, nodes, recording, checkpoints };
  }

  /** Starts it and settles once it runs. One that runs already stays as it is; one that is stopping is waited for. */
  async start(): Promise<JobStatus> {
    if (this.#state.kind === 'stopping') await this.#run?.ended;
    const run = (this.#run ??= this.#begin());
    await run.running;
    return this.status();
  }

  /** Starts it from its savepoint or checkpoint number `checkpoint`, whatever came after that. One that runs is refused. */
  async startFrom(checkpoint: number): Promise<JobStatus> {
    if (this.#run) throw new Fault('conflict', `pipeline "${this.#plan.name}" runs; stop it first`);
    this.#run = this.#begin(folderOf(checkpoint, this.#stored(), this.#plan.name));
    return this.start();
  }

  /** Looks for the checkpoints that runs before this program left, so that its status has them. */
  async look(): Promise<void> {
    this.#found = await listCheckpoints(this.#context.state().folder);
    this.#context.onChange();
  }

  /** Takes another document for its next run. One that runs goes on as it is, and is called by the new name at once. */
  replace({ plan, text }: { readonly plan: Plan; readonly text: string }): void {
    this.#plan = plan;
    this.#text = text;
    if (!this.#run) this.#counts = new JobCounts(plan);
  }

  /** Stops it gracefully: everything that was read is committed. One that does not run stays as it is. */
  async stop(): Promise<JobStatus> {
    await this.#run?.stop(STOP_LIMIT_MS);
    return this.status();
  }

  /** Settles when the job has ended, however it ended. */
  async ended(): Promise<JobStatus> {
    await this.#run?.ended;
    return this.status();
  }

  /** Saves everything there is to know in a folder of its own, which stays, while the job goes on. */
  async savepoint(): Promise<SavedCheckpoint> {
    return savedStatusOf(await this.#active().checkpoints.savepoint());
  }

  /** Stops it, and saves everything there is to know where it stopped: open windows stay open in the savepoint. */
  async stopWithSavepoint(): Promise<SavedCheckpoint> {
    return savedStatusOf(await this.#active().stopWithSavepoint(STOP_LIMIT_MS));
  }

  #stored(): readonly StoredCheckpoint[] {
    return this.#checkpoints?.stored() ?? this.#found;
  }

  /** What runs now; a Fault where nothing does, `orElse`: what cannot be done then. */
  running(orElse: string): Attempt {
    const attempt = this.#run?.attempt;
    if (this.#state.kind === 'running' && attempt) return attempt;
    throw new Fault('conflict', `pipeline "${this.#plan.name}" does not run, so ${orElse}; start it first`);
  }

  /** What each sensor that it reads costs. */
  get sensors(): readonly SensorCost[] {
    return this.#counts.sensors;
  }

  /** Reads as many of its dearest sensors less often as the engine says; each new thread is told by itself. */
  thin(): void {
    this.#run?.attempt?.send({ type: 'thin', level: this.#context.thinning() });
  }

  #active(): JobRun {
    if (this.#run) return this.#run;
    throw new Fault('conflict', `pipeline "${this.#plan.name}" does not run; start it first`);
  }

  /** Starts a recording of the first source's rows; while one is being made, gives that one. */
  async startRecording(order: RecordingOrder): Promise<RecordingStatus> {
    const attempt = this.running('there is nothing to record');
    const recording = (this.#recording ??= this.#beginRecording(attempt, order));
    await recording.started;
    this.#context.onChange();
    return this.#statusOf(recording);
  }

  /** Closes the recording with every row it was given. Without one it changes nothing. */
  async stopRecording(): Promise<void> {
    const attempt = this.#run?.attempt;
    if (!this.#recording || !attempt) return;
    const fault = await attempt.ask({ type: 'stopRecording' }, 'recordingEnded');
    if (fault) throw new Fault(fault.code, fault.message);
  }

  #beginRecording(attempt: Attempt, order: RecordingOrder): RecordingInProgress {
    const started = attempt.ask({ type: 'startRecording', recording: order }, 'recordingStarted').then((fault) => {
      // To make a key of a passphrase takes a second and more.
      if (!fault) return void (recording.since = this.#context.clock.now());
      this.#recording = null;
      throw new Fault(fault.code, fault.message);
    });
    const recording: RecordingInProgress = { name: order.name, since: this.#context.clock.now(), started };
    return recording;
  }

  #statusOf({ name, since }: RecordingInProgress): RecordingStatus {
    return { name, since, ...(this.#counts.recording ?? { rows: 0, bytes: 0 }) };
  }

  #begin(goesBackTo: string | null = null): JobRun {
    this.#counts = new JobCounts(this.#plan);
    const run = new JobRun({
      ...this.#context,
      plan: this.#plan,
      text: this.#text,
      state: { pause: this.#hasRun ? 'pipeline stopped' : 'app stopped', ...this.#context.state(), goesBackTo },
      onWarning: (message) => this.#context.onWarning('', message),
      onMessage: (message) => this.#take(message),
      onState: (state) => this.#setState(state),
    });
    this.#checkpoints = run.checkpoints;
    this.#hasRun = true;
    return run;
  }

  #take(message: FromWorker): void {
    switch (message.type) {
      case 'counts':
        this.#counts.update(message);
        this.#context.onChange();
        break;
      case 'running':
        if (0 < this.#context.thinning()) this.thin();
        break;
      case 'points':
        this.#context.onPoints(message.points);
        this.#answer('points');
        break;
      case 'followed':
        this.#context.onFollowed(message.points);
        this.#answer('followed');
        break;
      case 'notices':
        this.#context.onNotices(message.notices);
        this.#answer('notices');
        break;
      case 'console':
        void this.#print(message.bytes);
        break;
      case 'warning':
        this.#context.onWarning(message.node, message.message);
        break;
      case 'gap':
        this.#context.onGap(message.gap);
        break;
      case 'recordingEnded':
        this.#endRecording(message.fault);
        break;
      case 'ended':
      case 'failed':
        this.#recording = null;
        this.#counts.end();
        break;
      default:
        // What is left is for the run.
        break;
    }
  }

  async #print(bytes: Uint8Array): Promise<void> {
    // Who read the output has gone: as with any filter of a shell, that is the end of the work, not a failure.
    await this.#context.onConsole(bytes).catch(() => void this.stop());
    this.#answer('console');
  }

  #answer(outlet: keyof Outlets): void {
    this.#run?.attempt?.send({ type: 'taken', outlet });
  }

  #endRecording(fault: FaultDescription | null): void {
    this.#recording = null;
    this.#counts.endRecording();
    if (fault) this.#context.onRecordingFault(fault);
    this.#context.onChange();
  }

  #setState(state: JobState): void {
    const isOver = state.kind === 'stopped' || state.kind === 'finished' || state.kind === 'failed';
    if (isOver) this.#run = null;
    this.#state = state;
    this.#context.onChange();
  }
}
