import {
  cancelJob,
  describeFault,
  GatewaySession,
  JOB_PACE,
  jobPage,
  jobTrouble,
  stopJob,
  submit,
  type NodeStatement,
} from '../../engine/index.ts';
import type { Deployment } from '../ipc/deploying.ts';

/** States in which a job stays. */
export const OVER = ['FINISHED', 'FAILED', 'CANCELED'];
const IN_TROUBLE = ['FAILED', 'RESTARTING', 'FAILING'];

/** One pipeline on its way to a cluster of Flink, and its job there while it is followed. */
export class ClusterJob {
  readonly #gateway: string;
  readonly #statements: readonly NodeStatement[];
  readonly #onTold: (told: Deployment) => void;
  readonly #lookMs: number;
  #told: Deployment;
  #cluster: string | null = null;
  #isLeft = false;

  /** `onTold` hears each change. */
  constructor(gateway: string, statements: readonly NodeStatement[], onTold: (told: Deployment) => void) {
    this.#gateway = gateway;
    this.#statements = statements;
    this.#onTold = onTold;
    this.#lookMs = JOB_PACE.lookMs;
    const { length } = statements;
    const nothing = { job: null, state: null, trouble: null, savepoint: null, hasPage: false };
    this.#told = { phase: 'submitting', done: 0, of: length, ...nothing };
  }

  get told(): Deployment {
    return this.#told;
  }

  get isUnderWay(): boolean {
    return this.#told.phase !== 'refused' && this.#told.phase !== 'ended';
  }

  /** Where people look at the job. */
  get page(): string | null {
    const { job } = this.#told;
    return this.#cluster === null || job === null ? null : jobPage(this.#cluster, job);
  }

  /** Submits it, and follows its job until that ends or is left. */
  run(): Promise<void> {
    return this.#untilTrouble(async (session) => {
      const result = await submit(session, this.#statements, (done) => this.#tell({ done }));
      if ('refusal' in result) return this.#tell({ phase: 'refused', trouble: result.refusal });
      await this.#follow(session, result.job);
    });
  }

  /** Follows a job that was submitted before, until that ends or is left. */
  resume(job: string): Promise<void> {
    this.#tell({ phase: 'following', job, done: this.#told.of });
    return this.#untilTrouble((session) => this.#follow(session, job));
  }

  async #untilTrouble(work: (session: GatewaySession) => Promise<void>): Promise<void> {
    try {
      await this.#inSession(work);
    } catch (error) {
      const { job } = this.#told;
      this.#tell({ phase: job === null ? 'refused' : 'ended', trouble: wholly(error) });
    }
  }

  stop(folder: string | null): Promise<Deployment> {
    return this.#end(async (session, job) => {
      const savepoint = await stopJob(session, { job, folder, pace: JOB_PACE });
      this.#tell({ phase: 'ended', state: 'FINISHED', savepoint });
    });
  }

  cancel(): Promise<Deployment> {
    return this.#end(async (session, job) => {
      await cancelJob(session, job);
      this.#tell({ phase: 'ended', state: 'CANCELED' });
    });
  }

  /** Follows its job no more, which runs on. */
  leave(): void {
    this.#isLeft = true;
  }

  async #follow(session: GatewaySession, job: string): Promise<void> {
    this.#cluster = await session.cluster();
    this.#tell({ phase: 'following', job, hasPage: this.#cluster !== null });
    for (let last = ''; !this.#isLeft && this.isUnderWay;) {
      const state = await session.jobState(job);
      if (!this.isUnderWay) return;
      if (state !== last) this.#tell({ state });
      if (state !== last && IN_TROUBLE.includes(state) && this.#cluster !== null) {
        this.#tell({ trouble: await jobTrouble(this.#cluster, job, this.#statements) });
      }
      last = state;
      if (OVER.includes(state)) return this.#tell({ phase: 'ended' });
      await new Promise((resolve) => setTimeout(resolve, this.#lookMs));
    }
  }

  async #end(act: (session: GatewaySession, job: string) => Promise<void>): Promise<Deployment> {
    const { job, phase } = this.#told;
    if (job === null) return this.#told;
    this.#tell({ phase: 'stopping', trouble: null });
    try {
      await this.#inSession((session) => act(session, job));
    } catch (error) {
      this.#tell({ phase, trouble: wholly(error) });
    }
    return this.#told;
  }

  async #inSession(work: (session: GatewaySession) => Promise<void>): Promise<void> {
    const session = await GatewaySession.open(this.#gateway);
    try {
      await work(session);
    } finally {
      // What was done is done, whether or not the session ends well.
      await session.close().catch(() => undefined);
    }
  }

  #tell(change: Partial<Deployment>): void {
    this.#told = { ...this.#told, ...change };
    this.#onTold(this.#told);
  }
}

function wholly(error: unknown): Deployment['trouble'] {
  return { node: null, message: describeFault(error).message };
}
