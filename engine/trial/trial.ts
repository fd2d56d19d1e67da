import type { Plan } from '../document/plan.ts';
import { openManifest } from '../recordings/read-rows.ts';
import { passphrasesFor } from '../recordings/passphrases.ts';
import type { Environment } from '../document/text/environment.ts';
import { compareTrials } from './compare.ts';
import type { Side, TrialComparison } from './compare.ts';
import type { Held } from './row-keeper.ts';
import { runTrial } from './run-trial.ts';
import type { RunningTrial } from './run-trial.ts';
import { trialPlan } from './trial-plan.ts';
import type { TrialRows } from './trial-plan.ts';

/** Two plans to be tried on the same rows. */
export interface TrialOrder {
  /** What runs now; null where there is nothing to compare with. */
  readonly before: Plan | null;
  readonly after: Plan;
  readonly on: Held | RecordingChoice;
}

/** A recording to try plans on. */
export interface RecordingChoice {
  /** Its folder, absolute. */
  readonly recording: string;
  /** Where its passphrase is looked for. */
  readonly environment: Environment;
}

/** Both plans on the same rows, side by side, each in a thread of its own. Nothing that runs notices it, and nothing is written. */
export class Trial {
  readonly #running: RunningTrial[] = [];
  #isCancelled = false;

  /** What came out; null once it was cancelled. A Fault where there are no rows to try the new plan on. */
  async run({ before, after, on }: TrialOrder, workerFile: string): Promise<TrialComparison | null> {
    const rows = await rowsOf(on);
    const begin = (plan: Plan): Promise<Side> => {
      const order = trialPlan(plan, rows);
      const running = runTrial(order, workerFile);
      this.#running.push(running);
      const sources = plan.nodes.flatMap(({ role, id }) => (role === 'source' ? id : []));
      return running.tried.then((tried) => ({ tried, sinks: order.trial.sinks, sources }));
    };
    if (this.#isCancelled) return null;
    const trying = begin(after);
    const old = before && canTry(before, rows) ? await begin(before) : null;
    const now = await trying;
    return this.#isCancelled ? null : compareTrials(old, now);
  }

  /** Ends it at once. */
  async cancel(): Promise<void> {
    this.#isCancelled = true;
    await Promise.all(this.#running.map((running) => running.cancel()));
  }
}

async function rowsOf(on: TrialOrder['on']): Promise<TrialRows> {
  return isRecording(on) ? recordedRowsOf(on) : { kind: 'held', held: on };
}

/** A recording as the rows of a trial; a Fault where it cannot be read. */
export async function recordedRowsOf(on: RecordingChoice): Promise<TrialRows> {
  const manifest = await openManifest(on.recording);
  const passphrases = manifest.encrypt === 'none' ? [] : passphrasesFor(manifest, on.environment);
  return { kind: 'recording', path: on.recording, manifest, passphrases };
}

function isRecording(on: TrialOrder['on']): on is RecordingChoice {
  return typeof on['recording'] === 'string';
}

/** The old plan may read what the rows do not have: then the new one is tried alone. */
function canTry(plan: Plan, rows: TrialRows): boolean {
  try {
    trialPlan(plan, rows);
    return true;
  } catch {
    return false;
  }
}
