import type { Plan } from '../document/plan.ts';
import { runTrial } from './run-trial.ts';
import type { Follow, RunningTrial, Tried } from './run-trial.ts';
import { recordedRowsOf } from './trial.ts';
import type { RecordingChoice } from './trial.ts';
import { trialPlan } from './trial-plan.ts';

/** A plan that is to be run on a recording, and its chart sink of which every point is wanted. */
export interface FollowOrder extends RecordingChoice {
  readonly plan: Plan;
  readonly sink: string;
}

/** Runs a plan on a whole recording as fast as possible, writing nothing, and hands every point of one of its chart sinks to `take`. */
export class FollowedRecording {
  #running: RunningTrial | null = null;
  #isCancelled = false;

  /** What the plan did; null once it was cancelled. A Fault where the recording does not have the rows that the plan reads. */
  async run({ plan, sink, ...recording }: FollowOrder, workerFile: string, take: Follow): Promise<Tried | null> {
    const rows = await recordedRowsOf(recording);
    const order = trialPlan(plan, rows, { followed: sink, rowsMax: Infinity });
    if (this.#isCancelled) return null;
    this.#running = runTrial(order, workerFile, take);
    const tried = await this.#running.tried;
    return this.#isCancelled ? null : tried;
  }

  /** Ends it at once. */
  async cancel(): Promise<void> {
    this.#isCancelled = true;
    await this.#running?.cancel();
  }
}
