import { readDocument, systemClock } from '../../../engine/index.ts';
import { BufferPool } from '../../../engine/exchange/buffer-pool.ts';
import { Dealing } from '../../../engine/exchange/dealing.ts';
import { OutgoingQueue } from '../../../engine/exchange/outgoing.ts';
import { ParcelWriter } from '../../../engine/exchange/parcel-writer.ts';
import { KeyedSubtask } from '../../../engine/runtime/parallel/keyed-subtask.ts';
import type { FromKeyed } from '../../../engine/runtime/parallel/messages.ts';
import { batchesOf } from './checkpoint-loads.ts';

const PARALLELISM = 2;

const TEXT = `
version: 1
name: shares
settings: { parallelism: ${PARALLELISM} }
sources: { in: { type: file, path: none.csv, format: csv, schema: { key: string, value: double } } }
operators:
  counted:
    type: window
    inputs: [in]
    key: [key]
    window: { type: count, size: 1000 }
    aggregate: { rows: count(*), sum: sum(value), most: max(value) }
sinks: { out: { type: discard, inputs: [counted] } }
`;

/** Milliseconds for which each of two keyed subtasks, which share `keys` keys, stands still for its part of a checkpoint: one after the other, for `rounds` checkpoints. */
export async function measureShares(folder: string, keys: number, rounds: number): Promise<number[][]> {
  const read = readDocument(TEXT, { file: 'shares', baseFolder: folder, environment: {} });
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  const { plan } = read;
  const subtasks = Array.from({ length: PARALLELISM }, (_, keyed) => new Heard(plan, keyed));
  const dealing = new Dealing([0], PARALLELISM);
  let number = 0;
  for (const batch of batchesOf(keys)) {
    number++;
    const queue = new OutgoingQueue();
    queue.add(0, { ...batch, eventTimes: null }, dealing.deal(batch));
    const outgoing = queue.take();
    for (const each of subtasks) each.give(number, outgoing);
  }
  const stalls: number[][] = subtasks.map(() => []);
  for (let id = 1; id <= rounds; id++) {
    for (const [i, each] of subtasks.entries()) {
      await each.asked('prepared', () => each.subtask.take({ type: 'prepare' }));
      await each.asked('saved', () => {
        const begun = performance.now();
        // The copy is made in this very call, the rest while rows go on.
        each.subtask.take({ type: 'barrier', barrier: { id, folder, isLast: false } });
        stalls[i]!.push(performance.now() - begun);
      });
    }
  }
  return stalls;
}

/** A keyed subtask in this thread, and what it answers. */
class Heard {
  readonly subtask: KeyedSubtask;
  readonly #writer: ParcelWriter;
  #hear: (message: FromKeyed) => void = () => undefined;

  constructor(plan: ConstructorParameters<typeof KeyedSubtask>[0]['plan'], keyed: number) {
    const start = { plan, documentText: TEXT, keyed, restore: null };
    this.subtask = new KeyedSubtask(start, { clock: systemClock, post: (message) => this.#hear(message) });
    this.#writer = new ParcelWriter([plan.nodes[0]!.schema], { receiver: keyed, pool: new BufferPool() });
  }

  give(number: number, outgoing: Parameters<ParcelWriter['write']>[0]): void {
    this.subtask.take({ type: 'rows', number, parcel: this.#writer.write(outgoing), back: [] });
  }

  async asked(answer: FromKeyed['type'], ask: () => void): Promise<void> {
    const answered = new Promise<void>((resolve, reject) => {
      this.#hear = (message) => {
        if (message.type === answer) resolve();
        if (message.type === 'failed') reject(new Error(message.fault.message));
      };
    });
    ask();
    await answered;
  }
}
