import type { GatewaySession } from './gateway.ts';

/** How a job is waited for. */
export interface JobPace {
  readonly lookMs: number;
  /** Flink calls a job running while its tasks still start: one that fails then does so within some seconds. */
  readonly steadyLooks: number;
  /** How often a stop is asked for again while tasks still start. */
  readonly stopLooks: number;
}

export const JOB_PACE: JobPace = { lookMs: 1000, steadyLooks: 10, stopLooks: 60 };

// A job that is started again right away has failed; it may do so for ever.
const SETTLED = ['FINISHED', 'RESTARTING', 'FAILED', 'CANCELED'];

/** Follows a job until it has run for some time, has ended, is being restarted, or `signal` says so; its last state. */
export async function followJob(
  session: GatewaySession,
  job: string,
  { pace, signal, onState }: { pace: JobPace; signal: AbortSignal; onState: (state: string) => void },
): Promise<string> {
  for (let last = '', looks = 1; ; looks++) {
    const state = await session.jobState(job);
    if (state !== last) {
      onState(state);
      looks = 1;
    }
    last = state;
    const isSteady = state === 'RUNNING' && pace.steadyLooks <= looks;
    if (SETTLED.includes(state) || isSteady || signal.aborted) return state;
    await wait(pace.lookMs);
  }
}

/** Lets `ms` go by. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
