import type { MessagePort } from 'node:worker_threads';
import { readDocument, systemClock } from '../../../engine/index.ts';
import { BufferPool } from '../../../engine/exchange/buffer-pool.ts';
import { Dealing } from '../../../engine/exchange/dealing.ts';
import { OutgoingQueue } from '../../../engine/exchange/outgoing.ts';
import { ParcelWriter } from '../../../engine/exchange/parcel-writer.ts';
import { KeyedSubtask } from '../../../engine/runtime/parallel/keyed-subtask.ts';
import type { FromKeyed } from '../../../engine/runtime/parallel/messages.ts';
import { batchesOf } from './checkpoint-loads.ts';
import type { ShareFigures, ShareOrder } from './keyed-shares.ts';
import { watchTurns } from './turns.ts';

const textOf = (parallelism: number): string => `
version: 1
name: shares
settings: { parallelism: ${parallelism} }
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

/** Runs one keyed subtask in this thread, which is its own; makes it ready for checkpoints and lets it take them as `port` says. */
export function serveShare(order: ShareOrder, port: MessagePort): void {
  const share = new Share(order);
  let id = 0;
  port.on('message', (what: 'prepare' | 'barrier') => {
    const done = what === 'prepare' ? share.prepare() : share.save(++id, order.folder);
    void done.then((figures) => port.postMessage(figures));
  });
  share.fill(order.keys);
  port.postMessage(null);
}

class Share {
  readonly #order: ShareOrder;
  readonly #subtask: KeyedSubtask;
  readonly #writer: ParcelWriter;
  #hear: (message: FromKeyed) => void = () => undefined;

  constructor(order: ShareOrder) {
    const { folder, keyed, parallelism } = order;
    const text = textOf(parallelism);
    const read = readDocument(text, { file: 'shares', baseFolder: folder, environment: {} });
    if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
    const { plan } = read;
    this.#order = order;
    const start = { plan, documentText: text, keyed, restore: null };
    this.#subtask = new KeyedSubtask(start, { clock: systemClock, post: (message) => this.#hear(message) });
    this.#writer = new ParcelWriter([plan.nodes[0]!.schema], { receiver: keyed, pool: new BufferPool() });
  }

  fill(keys: number): void {
    const dealing = new Dealing([0], this.#order.parallelism);
    let number = 0;
    for (const batch of batchesOf(keys)) {
      const queue = new OutgoingQueue();
      queue.add(0, { ...batch, eventTimes: null }, dealing.deal(batch));
      const parcel = this.#writer.write(queue.take());
      this.#subtask.take({ type: 'rows', number: ++number, parcel, back: [] });
    }
  }

  async prepare(): Promise<null> {
    await this.#asked('prepared', () => this.#subtask.take({ type: 'prepare' }));
    return null;
  }

  async save(id: number, folder: string): Promise<ShareFigures> {
    const begun = performance.now();
    let stall = 0;
    let turns = () => 0;
    await this.#asked('saved', () => {
      // The copy is made in this very call, the rest while rows go on.
      this.#subtask.take({ type: 'barrier', barrier: { id, folder, isLast: false } });
      stall = performance.now() - begun;
      turns = watchTurns();
    });
    return { stall, turn: turns(), written: performance.now() - begun };
  }

  async #asked(answer: FromKeyed['type'], ask: () => void): Promise<void> {
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
