import { setImmediate as nextTurn } from 'node:timers/promises';
import { writeState } from '../../checkpoints/state-file.ts';
import { ParcelReader } from '../../exchange/parcel-reader.ts';
import { ParcelWriter } from '../../exchange/parcel-writer.ts';
import { BufferPool } from '../../exchange/buffer-pool.ts';
import { OutgoingQueue } from '../../exchange/outgoing.ts';
import { describeFault, Fault } from '../../fault.ts';
import { DurableFiles } from '../../files/durable.ts';
import { keyGroupRange } from '../../state/key-groups.ts';
import { SnapshotMemory } from '../../state/snapshot-memory.ts';
import type { Clock } from '../../time/clock.ts';
import { buildChain } from '../chain.ts';
import { describeFailure } from '../describe-failure.ts';
import type { Edge } from '../edges.ts';
import type { Chain } from '../entries.ts';
import { restoreChain } from '../restore-chain.ts';
import { snapshotOf } from '../snapshot-of.ts';
import { Taps } from '../taps.ts';
import type { Barrier } from '../../checkpoints/barrier.ts';
import { outputSchema } from '../input-schemas.ts';
import type { FromKeyed, KeyedStart, RemoteReject, RowsMessage, ToKeyed } from './messages.ts';
import { dealName, outputName, placementOf } from './placement.ts';
import { keyedPortion } from './portion.ts';

/** What a keyed subtask needs from the thread that it runs in. */
export interface KeyedPort {
  readonly clock: Clock;
  post(message: FromKeyed, transfer?: readonly ArrayBuffer[]): void;
}

/**
 * One of the parallel copies of the operators that have a key: it has the rows of its key groups. Takes in parcels from the first subtask,
 * and answers each with what its operators gave.
 */
export class KeyedSubtask {
  readonly #start: KeyedStart;
  readonly #port: KeyedPort;
  readonly #chain: Chain;
  readonly #taps: Taps;
  readonly #entrances: readonly Edge[];
  readonly #reader: ParcelReader;
  readonly #writer: ParcelWriter;
  readonly #pool = new BufferPool();
  readonly #given = new OutgoingQueue();
  readonly #memory = new SnapshotMemory();
  readonly #files = new DurableFiles({ code: 'checkpoint-failed', title: 'checkpoint' });
  #rejects: RemoteReject[] = [];
  #isTaking = false;
  #hasFailed = false;
  /** Milliseconds in which it packed and unpacked: no node's time. */
  #handlingMs = 0;

  constructor(start: KeyedStart, port: KeyedPort) {
    const { plan, documentText } = start;
    this.#start = start;
    this.#port = port;
    const placement = placementOf(plan);
    this.#chain = buildChain(
      { plan, documentText, subtask: start.keyed, hasScreen: false },
      { clock: port.clock, post: (message) => message.type === 'warning' && port.post(message) },
      {
        portion: keyedPortion(plan, placement),
        reject: (node, row) => this.#rejects.push({ node, row }),
      },
    );
    this.#taps = new Taps(this.#chain.nodes, plan, port.clock);
    this.#entrances = placement.deals.map((deal) => this.#chain.outputs.get(dealName(deal))!);
    this.#reader = new ParcelReader(placement.deals.map(({ from }) => outputSchema(plan, from)));
    const schemas = placement.gathers.map((from) => outputSchema(plan, from));
    this.#writer = new ParcelWriter(schemas, { pool: this.#pool, tellsPassed: start.keyed === 0 });
    placement.gathers.forEach((from, i) => this.#chain.outputs.get(outputName(from))!.add(this.#exit(i)));
    this.#chain.timers.failure.catch((error: unknown) => this.#fail(error));
  }

  /** Takes over its part of a checkpoint, if it is given one, and says that it is ready. */
  async open(): Promise<void> {
    try {
      const { restore, keyed, plan } = this.#start;
      if (restore) await restoreChain(this.#chain, restore, keyGroupRange(keyed, plan.settings.parallelism));
      this.#port.post({ type: 'ready' });
    } catch (error) {
      this.#fail(error);
    }
  }

  take(message: ToKeyed): void {
    if (this.#hasFailed) return;
    try {
      this.#take(message);
    } catch (error) {
      this.#fail(error);
    }
  }

  #take(message: ToKeyed): void {
    switch (message.type) {
      case 'rows':
        this.#takeRows(message);
        break;
      case 'prepare':
        void this.#prepare();
        break;
      case 'barrier':
        void this.#save(message.barrier);
        break;
      case 'count':
        this.#count();
        break;
      case 'tap':
        void this.#tap(message);
        break;
    }
  }

  #takeRows({ number, parcel, back }: RowsMessage): void {
    const from = this.#port.clock.monotonic();
    const chargedBefore = this.#chain.meter.chargedMs;
    for (const buffer of back) this.#pool.give(buffer);
    this.#isTaking = true;
    for (const { edge, batch } of parcel === null ? [] : this.#reader.read(parcel)) {
      if (batch === null) this.#entrances[edge]!.idle();
      else this.#entrances[edge]!.receive(batch);
    }
    this.#isTaking = false;
    this.#answer(number, parcel === null ? [] : [parcel.buffer]);
    const passedMs = this.#port.clock.monotonic() - from;
    this.#handlingMs += Math.max(0, passedMs - (this.#chain.meter.chargedMs - chargedBefore));
  }

  #answer(number: number, back: readonly ArrayBuffer[]): void {
    const parcel = this.#given.isEmpty ? null : this.#writer.write(this.#given.take());
    const rejects = this.#rejects;
    this.#rejects = [];
    const transfer = parcel === null ? back : [...back, parcel.buffer];
    this.#port.post({ type: 'rows', number, parcel, back, rejects }, transfer);
  }

  #exit(edge: number): Edge {
    return {
      receive: (batch) => this.#give(() => this.#given.add(edge, batch, null)),
      idle: () => this.#give(() => this.#given.idle(edge)),
    };
  }

  #give(put: () => void): void {
    put();
    // What a timer gives is not the answer to anything.
    if (!this.#isTaking) this.#answer(-1, []);
  }

  /** While rows still go on: the cut itself must not wait for the system to give memory. */
  async #prepare(): Promise<void> {
    try {
      for (const _ of this.#memory.makeReady(() => snapshotOf(this.#chain))) await nextTurn();
      this.#port.post({ type: 'prepared' });
    } catch (error) {
      this.#fail(error);
    }
  }

  async #save(barrier: Barrier): Promise<void> {
    const { id, folder } = barrier;
    try {
      const snapshot = folder === null ? null : this.#memory.take(() => snapshotOf(this.#chain));
      const name = `keyed-${this.#start.keyed}.state`;
      const file =
        folder === null || snapshot === null ? null : await writeState(this.#files, { folder, name }, snapshot);
      this.#port.post({ type: 'saved', id, file });
    } catch (error) {
      if (error instanceof Fault) this.#port.post({ type: 'unsaved', id, fault: describeFault(error) });
      else this.#fail(error);
    }
  }

  #count(): void {
    const at = this.#port.clock.monotonic();
    const nodes = this.#chain.nodes.map(({ counters, stateSize }) =>
      counters.snapshot(at, { at: at - this.#handlingMs, queued: 0, state: stateSize() }),
    );
    this.#port.post({ type: 'counted', nodes });
  }

  async #tap({ number, order }: Extract<ToKeyed, { type: 'tap' }>): Promise<void> {
    try {
      this.#port.post({ type: 'tapped', number, answer: await this.#taps.rows(order) });
    } catch (error) {
      this.#port.post({ type: 'tapped', number, answer: describeFault(error) });
    }
  }

  #fail(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#chain.timers.end();
    this.#taps.end();
    this.#port.post({ type: 'failed', fault: describeFailure(error, this.#chain.meter.working) });
  }
}
