import type { Batch } from '../../engine/data/batch.ts';
import type { OperatorContext, Receiver } from '../../engine/operators/operator.ts';
import { ALL_KEY_GROUPS, keyGroupRange } from '../../engine/state/key-groups.ts';
import type { Snapshot, Stateful } from '../../engine/state/snapshot.ts';
import type { Create } from './collect.ts';

/** Makes an operator that keeps state. */
export type CreateStateful = (context: OperatorContext) => Receiver & Stateful;

/** When the state of an operator moves to a new one, and between how many subtasks it is dealt out on the way. */
export interface Move {
  /** Before the batch of this number. */
  readonly at: number;
  readonly subtasks: number;
}

/** The same operator, but that once its state moves to a new instance, while the old one goes on with rows that nobody sees. */
export function moved(create: CreateStateful, move: Move): Create {
  return (context) => {
    const door = { isOpen: true };
    let current = create(behind(door, context));
    let number = 0;
    return {
      receive(batch: Batch) {
        if (number++ === move.at) {
          const snapshot = current.snapshot();
          // What the old one does from here on must not change what was saved.
          door.isOpen = false;
          current.receive(batch);
          current = restored(create, context, dealt(create, snapshot, move.subtasks));
        }
        current.receive(batch);
      },
    };
  };
}

/** What goes through while `door` is open. */
function behind(door: { readonly isOpen: boolean }, context: OperatorContext): OperatorContext {
  const guarded = (receiver: Receiver): Receiver => ({
    receive: (batch) => void (door.isOpen && receiver.receive(batch)),
  });
  return {
    output: guarded(context.output),
    late: context.late && guarded(context.late),
    counters: {
      get late() {
        return context.counters.late;
      },
      set late(count) {
        if (door.isOpen) context.counters.late = count;
      },
    },
    reject: (...rejected) => void (door.isOpen && context.reject(...rejected)),
  };
}

function dealt(create: CreateStateful, snapshot: Snapshot, subtasks: number): Snapshot[] {
  if (subtasks === 1) return [snapshot];
  return Array.from({ length: subtasks }, (_, subtask) => {
    const share = create(NOWHERE);
    share.restore([snapshot], keyGroupRange(subtask, subtasks));
    return share.snapshot();
  });
}

function restored(create: CreateStateful, context: OperatorContext, snapshots: readonly Snapshot[]) {
  const operator = create(context);
  operator.restore(snapshots, ALL_KEY_GROUPS);
  return operator;
}

const NOWHERE: OperatorContext = {
  output: { receive: () => undefined },
  late: null,
  counters: { late: 0 },
  reject: () => undefined,
};
