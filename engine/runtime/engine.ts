import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '../document/plan.ts';
import { Fault } from '../fault.ts';
import type { FaultDescription } from '../fault.ts';
import type { SensorCost } from '../sensors/sensor-cost.ts';
import type { SourceGap } from '../sources/source.ts';
import type { Clock } from '../time/clock.ts';
import type { TrialComparison } from '../trial/compare.ts';
import type { HeldSpan } from '../trial/held-rows.ts';
import type { Held } from '../trial/row-keeper.ts';
import { FollowedRecording } from '../trial/follow-recording.ts';
import type { FollowOrder } from '../trial/follow-recording.ts';
import type { Follow, Tried } from '../trial/run-trial.ts';
import { Trial } from '../trial/trial.ts';
import type { TrialOrder } from '../trial/trial.ts';
import type { StateOptions } from './job-checkpoints.ts';
import { Job } from './job.ts';
import type { ChartPoints, KeptSpan, Notice, RecordingOrder, TapOrder, TappedRows } from './protocol.ts';
import type { JobStatus, RecordingStatus, SavedCheckpoint } from './status.ts';

/** What the engine is given to work with, and whom it tells what. */
export interface EngineOptions {
  readonly clock: Clock;
  /** The file of the bundled worker thread. */
  readonly workerFile: string;
  /** Where the checkpoints of a pipeline are; without it they are kept for as long as it runs. */
  readonly stateOf?: (id: string) => StateOptions;
  /** Takes the points of chart sinks, those that came together together; without it nobody looks at charts, and their sinks only count. */
  readonly onPoints?: (points: readonly JobPoints[]) => void;
  /** Takes every point of the chart sinks that are called `sink`, none skipped: a pipeline waits while they are not taken. */
  readonly followed?: { readonly sink: string; readonly take: (points: JobPoints) => void };
  /** Hears what notification sinks have to tell a person. */
  readonly onNotice?: (notice: JobNotice) => void;
  /** Takes what console sinks print; settles when it is written. Rejecting stops the job. */
  readonly onConsole?: (bytes: Uint8Array) => Promise<void>;
  /** Hears of trouble that stops nothing: a rejected row, a sensor that fails. */
  readonly onWarning: (warning: JobWarning) => void;
  /** Hears of spans in which a source that cannot be replayed read nothing. */
  readonly onGap?: (gap: JobGap) => void;
  /** Hears that a recording ended before it was told to. */
  readonly onRecordingFault?: (job: string, fault: FaultDescription) => void;
}

/** New points of one chart sink of one job. */
export interface JobPoints extends ChartPoints {
  readonly job: string;
}

/** What a notification sink of one job tells. */
export interface JobNotice extends Notice {
  readonly job: string;
}

/** A gap in the readings of one job. */
export interface JobGap extends SourceGap {
  readonly job: string;
}

export interface JobWarning {
  readonly job: string;
  readonly node: string;
  readonly message: string;
}

/** Runs pipelines. A job that fails alone ends alone; the engine and the others do not notice. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #jobs = new Map<string, Job>();
  readonly #watchers = new Set<(statuses: readonly JobStatus[]) => void>();
  #isTelling = false;
  #thinning = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** Takes in a pipeline under `id`, stopped. */
  add(id: string, document: { readonly plan: Plan; readonly text: string }): void {
    if (this.#jobs.has(id)) throw new Fault('conflict', `there is a pipeline "${id}" already; choose another name`);
    const { clock, workerFile, onPoints, followed, onNotice, onConsole, onWarning, onGap, onRecordingFault } =
      this.#options;
    const job = new Job(id, document, {
      clock,
      workerFile,
      hasScreen: onPoints !== undefined,
      followed: followed?.sink,
      thinning: () => this.#thinning,
      state: () => this.#options.stateOf?.(id) ?? temporaryState(),
      onChange: () => this.#tell(),
      onPoints: (points) => onPoints?.(points.map((each) => ({ job: id, ...each }))),
      onFollowed: (points) => points.forEach((each) => followed?.take({ job: id, ...each })),
      onNotices: (notices) => notices.forEach((each) => onNotice?.({ job: id, ...each })),
      onConsole: (bytes) => onConsole?.(bytes) ?? Promise.resolve(),
      onWarning: (node, message) => onWarning({ job: id, node, message }),
      onGap: (gap) => onGap?.({ job: id, ...gap }),
      onRecordingFault: (fault) => onRecordingFault?.(id, fault),
    });
    this.#jobs.set(id, job);
    this.#tell();
  }

  /** Starts a pipeline and settles once it runs; rejects with a Fault when it cannot. One that runs is left alone. */
  start(id: string): Promise<JobStatus> {
    return this.#job(id).start();
  }

  /** Starts a pipeline from its savepoint or checkpoint number `checkpoint`, whatever came after it. One that runs is refused. */
  startFrom(id: string, checkpoint: number): Promise<JobStatus> {
    return this.#job(id).startFrom(checkpoint);
  }

  /** Looks for the checkpoints that a pipeline left when the program ran before; they are in its status then. */
  look(id: string): Promise<void> {
    return this.#job(id).look();
  }

  /** Gives a pipeline another document for its next run, which goes on from what fits of its checkpoints. */
  replace(id: string, document: { readonly plan: Plan; readonly text: string }): void {
    this.#job(id).replace(document);
    this.#tell();
  }

  /** Forgets a pipeline that does not run. What it left on disk stays. */
  remove(id: string): void {
    if (this.#job(id).isActive) throw new Fault('conflict', `pipeline "${id}" runs; stop it first`);
    this.#jobs.delete(id);
    this.#tell();
  }

  /** Stops a pipeline gracefully: what was read is committed. One that does not run is left alone. */
  stop(id: string): Promise<JobStatus> {
    return this.#job(id).stop();
  }

  /** Saves the state of a pipeline, which goes on, in a folder that stays. */
  savepoint(id: string): Promise<SavedCheckpoint> {
    return this.#job(id).savepoint();
  }

  /** Stops a pipeline and saves the state in which it stopped in a folder that stays. */
  stopWithSavepoint(id: string): Promise<SavedCheckpoint> {
    return this.#job(id).stopWithSavepoint();
  }

  /** Settles when the pipeline has ended by itself or was stopped. */
  ended(id: string): Promise<JobStatus> {
    return this.#job(id).ended();
  }

  statuses(): readonly JobStatus[] {
    return [...this.#jobs.values()].map((job) => job.status());
  }

  /** Tells `listener` of every change of state, and of the counts about once a second, until the returned function is called. */
  watch(listener: (statuses: readonly JobStatus[]) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  /** Starts to record the rows of the pipeline's first source. While one is being recorded, gives that one. */
  startRecording(id: string, order: RecordingOrder): Promise<RecordingStatus> {
    return this.#job(id).startRecording(order);
  }

  /** Closes the pipeline's recording, complete. Stopping the pipeline does so too. */
  stopRecording(id: string): Promise<void> {
    return this.#job(id).stopRecording();
  }

  /** Makes a recording of what the pipeline's first source read in the last ten minutes, as far as it is held; that is of sensors, where somebody looks at charts. */
  async keepRecent(id: string, order: RecordingOrder): Promise<KeptSpan> {
    return this.#job(id).running('no rows are held').keepRecent(order);
  }

  /** The last rows, at most 20, that a node of a running pipeline gave; of a sink, that it was given. Nothing notices it. */
  async tap(id: string, node: string, output: TapOrder['output'] = 'main'): Promise<TappedRows> {
    return this.#job(id).running('no rows pass').tap({ node, output });
  }

  /** Holds the last rows of a running pipeline's sources for some minutes from now on, for a trial, and tells how many there are. */
  async hold(id: string): Promise<HeldSpan> {
    return this.#job(id).running('no rows pass').hold();
  }

  /** The rows of a running pipeline that are held. */
  async held(id: string): Promise<Held> {
    return this.#job(id).running('no rows pass').held();
  }

  /** Runs two plans on the same rows as fast as possible, and compares them; null once `signal` was aborted. It writes nothing, and no pipeline notices it. */
  async tryOut(order: TrialOrder, signal: AbortSignal): Promise<TrialComparison | null> {
    const trial = new Trial();
    signal.addEventListener('abort', () => void trial.cancel(), { once: true });
    return signal.aborted ? null : trial.run(order, this.#options.workerFile);
  }

  /** Runs a plan on a recording as fast as possible and hands every point of one chart sink to `take`; null once `signal` was aborted. It writes nothing. */
  async followRecording(order: FollowOrder, take: Follow, signal: AbortSignal): Promise<Tried | null> {
    const followed = new FollowedRecording();
    signal.addEventListener('abort', () => void followed.cancel(), { once: true });
    return signal.aborted ? null : followed.run(order, this.#options.workerFile, take);
  }

  /** What the sensors of all pipelines cost, one entry for each that is read. */
  sensors(): readonly SensorCost[] {
    return [...this.#jobs.values()].flatMap((job) => job.sensors);
  }

  /** Has each pipeline read its dearest sensor half as often, `level` times over; 0: all as often as they should be. */
  thin(level: number): void {
    if (level === this.#thinning) return;
    this.#thinning = level;
    for (const job of this.#jobs.values()) job.thin();
  }

  /** Stops everything gracefully. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.#jobs.values()].map((job) => job.stop()));
  }

  #job(id: string): Job {
    const job = this.#jobs.get(id);
    if (!job) throw new Fault('not-found', `there is no pipeline "${id}"`);
    return job;
  }

  // Several changes in one turn are told once.
  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      const statuses = this.statuses();
      for (const watcher of this.#watchers) watcher(statuses);
    });
  }
}

/** A folder for the checkpoints of a run that are not kept beyond it. */
export function temporaryState(): StateOptions {
  return { folder: join(tmpdir(), `millrace-${process.pid}-${randomUUID()}`), isTemporary: true };
}
