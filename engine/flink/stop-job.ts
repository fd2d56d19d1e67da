import { describeFault, Fault } from '../fault.ts';
import { wait } from './follow-job.ts';
import type { JobPace } from './follow-job.ts';
import type { GatewaySession } from './gateway.ts';

/** Which job ends, and how. */
export interface JobStop {
  readonly job: string;
  /** Where its savepoint goes; null: where the cluster keeps them. */
  readonly folder: string | null;
  readonly pace: JobPace;
}

/** What Flink says of a savepoint that comes too early. */
const STILL_STARTING = 'Not all required tasks are currently running';

/** Stops a job with a savepoint, once its tasks have started, and gives the path of that. Throws a Fault that says why not, with Flink's words below. */
export async function stopJob(session: GatewaySession, { job, folder, pace }: JobStop): Promise<string> {
  for (let looks = 1; ; looks++) {
    try {
      return await session.stopJob(job, folder ?? undefined);
    } catch (error) {
      const { message } = describeFault(error);
      if (!message.includes(STILL_STARTING) || pace.stopLooks <= looks) throw await refused(session, job, message);
      await wait(pace.lookMs);
    }
  }
}

/** Ends a job as it is, without a savepoint. */
export async function cancelJob(session: GatewaySession, job: string): Promise<void> {
  try {
    await session.cancelJob(job);
  } catch (error) {
    throw await refused(session, job, describeFault(error).message);
  }
}

async function refused(session: GatewaySession, job: string, said: string): Promise<Fault> {
  return new Fault('bad-request', `job ${job}: ${await reasonOf(session, job, said)}\nFlink says: ${said}`);
}

async function reasonOf(session: GatewaySession, job: string, said: string): Promise<string> {
  if (said.includes('under radix 16')) return 'that is no id of a job; take the one that deploy printed';
  const state = await session.jobState(job).catch(() => null);
  if (state === null) {
    return 'the cluster knows no such job, or has forgotten it since it ended; take the id that deploy printed';
  }
  if (['FINISHED', 'FAILED', 'CANCELED'].includes(state)) return `it has ended already (${state})`;
  return reasonOfFolder(said) ?? reasonOfState(state);
}

function reasonOfFolder(said: string): string | null {
  if (said.includes('savepoint-dir] is not set')) {
    return 'it still runs, since no folder for its savepoint is known; name one that all machines of the cluster reach (--savepoint DIR), or set execution.checkpointing.savepoint-dir there';
  }
  if (said.includes('Failed to create savepoint directory')) {
    return 'it still runs, since the cluster cannot write its savepoint there; name a folder that all machines of the cluster reach and may write to';
  }
  return null;
}

function reasonOfState(state: string): string {
  if (state === 'RUNNING') return 'it was not stopped';
  return `it is ${state}, so there is nothing to make a savepoint of; wait until it runs, or end it without one (--no-savepoint)`;
}
