import { watermarkOnly } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { Snapshot } from '../state/snapshot.ts';
import type { Operator, OperatorContext } from './operator.ts';
import type { WindowNode } from './window.ts';
import { WindowOperator } from './window.ts';

interface SavedClockWindow extends Snapshot {
  /** One number: the clock at the last row or timer. */
  readonly now: Float64Array;
  readonly window: Snapshot;
}

/**
 * A window that follows the machine's clock: each row belongs to the moment at which it comes, and none is late (Flink's
 * processing-time windows). What is still open when the input ends fires then.
 *
 * The time of its results is the clock's, and so is the watermark that it gives: what comes later has a later end.
 */
export function createClockWindow(node: WindowNode, inputSchema: Schema, context: OperatorContext): Operator {
  const window = new WindowOperator(node, inputSchema, context);
  let now = -Infinity;
  return {
    inputs: [
      {
        keepsBatches: false,
        receive(batch) {
          const eventTimes = new Float64Array(batch.length).fill(now);
          const watermark = batch.watermark === Infinity ? Infinity : now - 1;
          const clocked = { watermarksBefore: now - 1, watermark, watermarksPassed: undefined };
          window.receive({ ...batch, eventTimes, ...clocked }, batch.eventTimes);
        },
      },
    ],
    state: {
      snapshot: (): SavedClockWindow => ({ now: Float64Array.of(now), window: window.snapshot() }),
      restore(saved, groups) {
        const all = saved as readonly SavedClockWindow[];
        now = Math.max(...all.map((each) => each.now[0]!));
        window.restore(
          all.map((each) => each.window),
          groups,
        );
      },
    },
    processingTime: {
      advance(to) {
        now = Math.max(now, to);
        // At the clock's time t windows up to t are over: none of their rows can come any more.
        if (window.nextDue <= now - 1) window.receive(watermarkOnly(inputSchema, now - 1));
      },
      nextTimer: () => window.nextDue,
    },
    stateSize: () => window.stateSize,
    openWindows: () => window.openWindows,
  };
}
