import type { Batch } from '../../data/batch.ts';
import { BufferPool } from '../../exchange/buffer-pool.ts';
import { Dealing } from '../../exchange/dealing.ts';
import { OutgoingQueue } from '../../exchange/outgoing.ts';
import { ParcelWriter } from '../../exchange/parcel-writer.ts';
import type { Plan } from '../../document/plan.ts';
import type { Clock } from '../../time/clock.ts';
import type { Edge } from '../edges.ts';
import type { Exit } from '../entries.ts';
import { outputSchema } from '../input-schemas.ts';
import { Flight } from './flight.ts';
import type { KeyedThread } from './messages.ts';
import type { Placement } from './placement.ts';

/** How much of what may be in flight goes out at a time at most: the others have something to do meanwhile. */
const SHARE_AT_A_TIME = 4;

/** One way to the keyed subtasks. */
interface Deal {
  readonly dealing: Dealing;
  readonly flight: Flight;
  readonly exit: Exit;
  readonly edge: Edge;
}

/**
 * Sends rows to the keyed subtasks, each to the one that has its key. What is given within a turn goes out together, in one parcel for
 * each of them and with one number, so that what they answer can be put together again. All of them hear of every watermark.
 */
export class Dealer {
  readonly #deals: readonly Deal[];
  readonly #threads: readonly KeyedThread[];
  readonly #writers: readonly ParcelWriter[];
  readonly #pools: readonly BufferPool[];
  readonly #queue = new OutgoingQueue();
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #rowsMax: number;
  #number = 0;
  #rows = 0;
  #since = 0;
  #sending: NodeJS.Immediate | undefined;
  /** Buffers of each subtask that were read and go back to it. */
  readonly #back: ArrayBuffer[][];

  constructor(plan: Plan, { deals }: Placement, { threads, clock }: { threads: readonly KeyedThread[]; clock: Clock }) {
    const { batch, buffer } = plan.settings;
    const schemas = deals.map(({ from }) => outputSchema(plan, from));
    this.#threads = threads;
    this.#clock = clock;
    this.#pools = threads.map(() => new BufferPool());
    this.#writers = threads.map((_, i) => new ParcelWriter(schemas, { receiver: i, pool: this.#pools[i]! }));
    this.#back = threads.map(() => []);
    this.#timeoutMs = batch.timeoutMs;
    this.#rowsMax = Math.min(batch.size * threads.length, Math.ceil(buffer.capacity / SHARE_AT_A_TIME));
    this.#deals = deals.map(({ from, key }, i) => {
      const flight = new Flight(buffer.capacity);
      return {
        dealing: new Dealing(key, threads.length),
        flight,
        exit: { from: from.node, room: () => this.#room(flight) },
        edge: { receive: (batch) => this.#receive(i, batch), idle: () => this.#idle(i) },
      };
    });
  }

  /** What may have no room, for each deal. */
  get exits(): readonly Exit[] {
    return this.#deals.map(({ exit }) => exit);
  }

  /** The ways in, for each deal. */
  get edges(): readonly Edge[] {
    return this.#deals.map(({ edge }) => edge);
  }

  /** The number of the last parcels that went out. */
  get sent(): number {
    return this.#number;
  }

  get isEmpty(): boolean {
    return this.#queue.isEmpty;
  }

  /** Rows of deal number `deal` that were given and not answered. */
  inFlight(deal: number): number {
    return this.#deals[deal]!.flight.rows;
  }

  /** The parcels of `number` have been answered. */
  answered(number: number): void {
    for (const { flight } of this.#deals) flight.land(number);
  }

  /** Takes back a buffer of ours from subtask `i`. */
  giveBack(i: number, buffers: readonly ArrayBuffer[]): void {
    for (const buffer of buffers) this.#pools[i]!.give(buffer);
  }

  /** A buffer of subtask `i` was read: it goes back with the next parcel. */
  read(i: number, buffer: ArrayBuffer): void {
    this.#back[i]!.push(buffer);
  }

  /** Sends what is waiting. */
  flush(): void {
    clearImmediate(this.#sending);
    this.#sending = undefined;
    if (this.#queue.isEmpty) return;
    const number = ++this.#number;
    const outgoing = this.#queue.take();
    this.#rows = 0;
    for (const { flight } of this.#deals) flight.leave(number);
    this.#threads.forEach((thread, i) => {
      const parcel = this.#writers[i]!.write(outgoing);
      const back = this.#back[i]!.splice(0);
      thread.post({ type: 'rows', number, parcel, back }, [parcel.buffer, ...back]);
    });
  }

  #receive(deal: number, batch: Batch): void {
    const { dealing, flight } = this.#deals[deal]!;
    this.#queue.add(deal, batch, dealing.deal(batch));
    flight.add(batch.length);
    this.#rows += Math.max(1, batch.length);
    this.#schedule();
    if (this.#rowsMax <= this.#rows || this.#timeoutMs <= this.#clock.monotonic() - this.#since) this.flush();
  }

  #idle(deal: number): void {
    this.#queue.idle(deal);
    this.#schedule();
  }

  // Whoever gives rows one after the other without a pause sends them together; a single one does not wait.
  #schedule(): void {
    if (this.#sending !== undefined) return;
    this.#since = this.#clock.monotonic();
    this.#sending = setImmediate(() => this.flush());
  }

  #room(flight: Flight): Promise<void> | null {
    const full = flight.room();
    if (full) this.flush();
    return full;
  }
}
