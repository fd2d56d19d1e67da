import { decodeSnapshot } from '../../engine/checkpoints/decode.ts';
import { encodeSnapshot } from '../../engine/checkpoints/encode.ts';
import type { Operator, OperatorContext, Receiver } from '../../engine/operators/operator.ts';
import { ALL_KEY_GROUPS, keyGroupRange } from '../../engine/state/key-groups.ts';
import type { Snapshot, Stateful } from '../../engine/state/snapshot.ts';
import type { Create, Emitted } from './collect.ts';

/** Makes an operator. */
export type CreateOperator = (context: OperatorContext) => Operator;

/** When the state of an operator moves to a new one, and between how many subtasks it is dealt out on the way. */
export interface Move {
  /** Before the batch of this number. */
  readonly at: number;
  readonly subtasks: number;
}

/** The same operator, but that once its state moves to a new instance, while the old one goes on with rows that nobody sees. */
export function moved(create: (context: OperatorContext) => Receiver & Stateful, move: Move): Create {
  return (context) => {
    const operator = movedOperator((each) => alone(create(each)), move)(context);
    return { receive: (batch) => operator.inputs[0]!.receive(batch) };
  };
}

/** The same of an operator that may have several inputs. */
export function movedOperator(create: CreateOperator, move: Move): CreateOperator {
  return (context) => {
    const door = { isOpen: true };
    let current = create(behind(door, context));
    let number = 0;
    const inputs = current.inputs.map((_, input) => ({
      receive(batch: Parameters<Receiver['receive']>[0]) {
        if (number++ === move.at) {
          const snapshot = current.state!.snapshot();
          // What the old one does from here on must not change what was saved, which is written meanwhile.
          door.isOpen = false;
          current.inputs[input]!.receive(batch);
          current = create(context);
          current.state!.restore(dealt(create, written(snapshot), move.subtasks), ALL_KEY_GROUPS);
        }
        current.inputs[input]!.receive(batch);
      },
    }));
    return { inputs };
  };
}

/** What was emitted, in an order of its own: that of rows of different keys may change with the number of subtasks. */
export function inAnyOrder(emitted: readonly Emitted[]): string[] {
  return emitted.map((each) => JSON.stringify(each)).sort();
}

/** `snapshot`, written to bytes and read back. */
export function written(snapshot: Snapshot): Snapshot {
  // Each piece is void once the next one is asked for.
  return decodeSnapshot(Buffer.concat(Array.from(encodeSnapshot(snapshot), (piece) => Buffer.from(piece))))!;
}

function alone(operator: Receiver & Stateful): Operator {
  return { inputs: [operator], state: operator };
}

/** What goes through while `door` is open. */
function behind(door: { readonly isOpen: boolean }, context: OperatorContext): OperatorContext {
  const guarded = (receiver: Receiver): Receiver => ({
    receive: (batch) => void (door.isOpen && receiver.receive(batch)),
  });
  return {
    output: guarded(context.output),
    late: context.late && guarded(context.late),
    lateRight: context.lateRight ? guarded(context.lateRight) : null,
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

function dealt(create: CreateOperator, snapshot: Snapshot, subtasks: number): Snapshot[] {
  if (subtasks === 1) return [snapshot];
  return Array.from({ length: subtasks }, (_, subtask) => {
    const share = create(NOWHERE).state!;
    share.restore([snapshot], keyGroupRange(subtask, subtasks));
    return written(share.snapshot());
  });
}

const NOWHERE: OperatorContext = {
  output: { receive: () => undefined },
  late: null,
  lateRight: null,
  counters: { late: 0 },
  reject: () => undefined,
};
