import type { StoredCheckpoint } from '../checkpoints/store.ts';
import type { Plan } from '../document/plan.ts';
import { describeFault, Fault } from '../fault.ts';
import type { FaultDescription } from '../fault.ts';
import type { Clock } from '../time/clock.ts';
import { Attempt } from './attempt.ts';
import { JobCheckpoints } from './job-checkpoints.ts';
import type { StateOptions } from './job-checkpoints.ts';
import type { FromWorker } from './protocol.ts';
import { createRestartStrategy } from './restart-strategy.ts';
import type { RestartStrategy } from './restart-strategy.ts';
import type { JobState } from './status.ts';

/** What a run needs from the job that it is of. */
export interface RunContext {
  readonly plan: Plan;
  readonly text: string;
  readonly clock: Clock;
  readonly workerFile: string;
  readonly hasScreen: boolean;
  readonly followed: string | undefined;
  readonly state: StateOptions;
  /** Where there is no node to name, the pipeline is meant. */
  onWarning(message: string): void;
  onMessage(message: FromWorker): void;
  onState(state: JobState): void;
  onChange(): void;
}

/** How an attempt ended: for good, or with a failure after which another one follows. */
type Outcome = { readonly state: JobState } | { readonly fault: FaultDescription; readonly delayMs: number };

/** One run of a job, from its start until it has finished, was stopped or has failed for good: attempt after attempt, each in a thread. */
export class JobRun {
  readonly checkpoints: JobCheckpoints;
  /** Settles once it runs; rejects with a Fault when it fails before that. */
  readonly running: Promise<void>;
  /** Settles when it is over. */
  readonly ended: Promise<void>;
  readonly #context: RunContext;
  readonly #strategy: RestartStrategy;
  #settle!: { resolve: () => void; reject: (fault: Fault) => void };
  #attempt: Attempt | null = null;
  #attempts = 0;
  #hasRun = false;
  #isStopping = false;
  #wake: () => void = () => undefined;

  constructor(context: RunContext) {
    const { clock, plan, state } = context;
    this.#context = context;
    this.#strategy = createRestartStrategy(plan.settings.restart, Math.random);
    this.checkpoints = new JobCheckpoints(plan, state, { clock, warn: (message) => context.onWarning(message) });
    this.running = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    // Whoever starts the job hears of it; a job that fails later has told so by its state.
    this.running.catch(() => undefined);
    context.onState({ kind: 'starting', since: clock.now() });
    this.ended = this.#run();
  }

  /** The attempt that is under way; null between two. */
  get attempt(): Attempt | null {
    return this.#attempt;
  }

  /** Stops it gracefully, by force where it takes longer than `limitMs`. */
  async stop(limitMs: number): Promise<void> {
    if (!this.#isStopping) {
      this.#isStopping = true;
      this.#context.onState({ kind: 'stopping', since: this.#context.clock.now() });
      this.#attempt?.send({ type: 'stop' });
      this.#wake();
    }
    await this.#attempt?.endedWithin(limitMs);
    await this.ended;
  }

  /** Stops it as `stop` does, and gives the savepoint of where it stopped. */
  async stopWithSavepoint(limitMs: number): Promise<StoredCheckpoint> {
    this.checkpoints.endWithSavepoint();
    await this.stop(limitMs);
    const stored = await this.checkpoints.last();
    const { name } = this.#context.plan;
    if (!stored) throw new Fault('checkpoint-failed', `pipeline "${name}" ended before it could be saved`);
    return stored;
  }

  async #run(): Promise<void> {
    const failed = (error: unknown): JobState => this.#failed(describeFault(error));
    const left = await this.#runAll().catch(failed);
    const state = await this.checkpoints.end(left.kind === 'stopped').then(() => left, failed);
    if (state.kind === 'failed') this.#settle.reject(new Fault(state.fault.code, state.fault.message));
    else this.#settle.resolve();
    this.#context.onState(state);
  }

  async #runAll(): Promise<JobState> {
    await this.checkpoints.open();
    if (this.checkpoints.isOver && !this.checkpoints.beginsAgain) {
      const { folder } = this.#context.state;
      this.#context.onWarning(
        `the run whose state is in ${folder} has finished; to run the pipeline again, give another folder`,
      );
    }
    while (!this.#isStopping) {
      const { isOver, beginsAgain } = this.checkpoints;
      const outcome = await this.#runAttempt();
      if ('state' in outcome) {
        if (!isOver || !beginsAgain || outcome.state.kind !== 'finished') return outcome.state;
        await this.checkpoints.beginAgain();
      } else if (outcome.fault.code === 'checkpoint-damaged') this.checkpoints.giveUpNewest(outcome.fault);
      else await this.#wait(outcome);
    }
    return { kind: 'stopped' };
  }

  async #runAttempt(): Promise<Outcome> {
    const { plan, text, hasScreen, followed, workerFile } = this.#context;
    const start = {
      plan,
      documentText: text,
      subtask: 0,
      hasScreen,
      followed,
      isCoordinated: true,
      ...this.checkpoints.next(),
    };
    this.#attempts++;
    let delayMs: number | null | undefined;
    let outcome: Outcome | null = null;
    const attempt = new Attempt(workerFile, start, (message) => {
      if (message.type === 'failing') {
        delayMs = this.#delayAfter(message.fault);
        attempt.send({ type: 'giveUp', isFinal: delayMs === null });
      } else if (message.type === 'failed') {
        const wait = delayMs === undefined ? this.#delayAfter(message.fault) : delayMs;
        const { fault } = message;
        outcome = wait === null ? { state: this.#failed(fault) } : { fault, delayMs: wait };
      } else if (message.type === 'ended') {
        outcome = {
          state: message.stopped ? { kind: 'stopped' } : { kind: 'finished', at: this.#context.clock.now() },
        };
      } else if (message.type === 'running') this.#runs(attempt);
      this.checkpoints.take(message);
      this.#context.onMessage(message);
    });
    this.#attempt = attempt;
    if (this.#isStopping) attempt.send({ type: 'stop' });
    await attempt.ended;
    this.#attempt = null;
    this.checkpoints.leave();
    return outcome!;
  }

  #runs(attempt: Attempt): void {
    this.#hasRun = true;
    this.#settle.resolve();
    if (!this.#isStopping) this.#context.onState({ kind: 'running', since: this.#context.clock.now() });
    this.checkpoints.attend(
      (message) => attempt.send(message),
      () => this.#context.onChange(),
    );
  }

  /** A pipeline that cannot even start is not tried again: whoever starts it is there to hear why. */
  #delayAfter(fault: FaultDescription): number | null {
    if (fault.code === 'checkpoint-damaged') return 0;
    if (!this.#hasRun || this.#isStopping || fault.isPermanent === true) return null;
    return this.#strategy.next(this.#context.clock.monotonic());
  }

  async #wait({ fault, delayMs }: { readonly fault: FaultDescription; readonly delayMs: number }): Promise<void> {
    if (this.#isStopping) return;
    const now = this.#context.clock.now();
    const attempt = this.#attempts + 1;
    this.#context.onState({
      kind: 'restarting',
      since: now,
      nextAt: now + delayMs,
      attempt,
      node: nodeIn(fault.message),
      fault,
    });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #failed(fault: FaultDescription): JobState {
    return { kind: 'failed', at: this.#context.clock.now(), fault };
  }
}

/** The node that a message is about: they all begin with it. */
function nodeIn(message: string): string | null {
  return /^(?:source|operator|sink) "([^"]+)"/.exec(message)?.[1] ?? null;
}
