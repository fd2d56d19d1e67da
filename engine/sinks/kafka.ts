import type { Batch } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { KafkaSinkOptions } from '../document/plan.ts';
import type { KafkaClient, Transactional } from '../kafka/client.ts';
import { partitionOfKey } from '../kafka/murmur2.ts';
import { persist } from '../kafka/persist.ts';
import type { Patience } from '../kafka/persist.ts';
import { KafkaEntries } from './kafka/entries.ts';
import { Outbox } from './kafka/outbox.ts';
import { Transactions } from './kafka/transactions.ts';
import type { Sink, SinkContext, SinkState } from './sink.ts';

/** How long a cluster that is away is waited for: when it begins, and later. */
const OPEN_MS = 10_000;
const AWAY_MS = 30_000;
/** The same where the job was told to stop. */
const HURRY_MS = 3000;

/** What a `kafka` sink is given to work with. */
export interface KafkaSinkContext extends SinkContext, Pick<Patience, 'random' | 'wait'> {
  /** What the names of its transactions begin with. */
  readonly name: string;
  connect(): Promise<KafkaClient>;
}

/**
 * A sink that writes its rows to a topic. With `exactly_once` in a transaction for each checkpoint, which is committed once the checkpoint
 * is complete; a restart from there commits it again, and gives up what was begun after it.
 */
export function createKafkaSink(options: KafkaSinkOptions, schema: Schema, context: KafkaSinkContext): Sink {
  return new KafkaSink(options, schema, context);
}

class KafkaSink implements Sink {
  readonly #options: KafkaSinkOptions;
  readonly #context: KafkaSinkContext;
  readonly #entries: KafkaEntries;
  readonly #hurried = new AbortController();
  #client: KafkaClient | null = null;
  /** Null with `at_least_once`. */
  #transactions: Transactions | null = null;
  #outbox: Outbox | null = null;
  /** The transaction that is being written. */
  #open: Transactional | null = null;
  #partitions: readonly number[] = [];
  #turn = 0;

  constructor(options: KafkaSinkOptions, schema: Schema, context: KafkaSinkContext) {
    this.#options = options;
    this.#context = context;
    this.#entries = new KafkaEntries(options, schema);
  }

  /** Its rows are encoded at once. */
  readonly keepsBatches = false;

  async open(restored?: readonly SinkState[]): Promise<void> {
    const leaders = await this.#persist(OPEN_MS, async () => {
      this.#client ??= await this.#context.connect();
      return this.#client.leaders();
    });
    const client = this.#client!;
    const whenAway = <T>(act: () => Promise<T>): Promise<T> => this.#persist(AWAY_MS, act);
    const { name } = this.#context;
    if (this.#options.delivery === 'exactly_once') {
      const warn = (message: string): void => this.#warn(message);
      this.#transactions = new Transactions({ client, name, persist: whenAway, warn });
      await this.#transactions.open(restored ?? []);
    }
    const begin = async () => {
      if (!this.#transactions) return whenAway(() => client.identify(null));
      return (this.#open = await this.#transactions.begin());
    };
    this.#outbox = new Outbox({ client, begin, persist: whenAway }, leaders);
    this.#partitions = this.#outbox.partitions;
  }

  receive(batch: Batch): void {
    if (batch.length === 0) return;
    // Without a key, rows that come together go together, so that few requests are needed.
    const turn = this.#partitions[this.#turn++ % this.#partitions.length]!;
    for (const entry of this.#entries.of(batch, this.#context.clock.now())) {
      const { key } = entry;
      const partition = key === null ? turn : this.#partitions[partitionOfKey(key, this.#partitions.length)]!;
      this.#outbox!.put(partition, entry);
    }
  }

  room(): Promise<void> | null {
    return this.#outbox!.room();
  }

  queued(): number {
    return this.#outbox?.rows ?? 0;
  }

  async prepareCommit(checkpoint: number): Promise<SinkState | null> {
    // Before the first await: the rows received so far are the cut.
    const written = await this.#outbox!.cut();
    if (!this.#transactions) return null;
    const prepared = written && { ...(written.by as Transactional), rows: written.rows };
    if (prepared?.transactionalId === this.#open?.transactionalId) this.#open = null;
    return this.#transactions.prepare(checkpoint, prepared);
  }

  async commit(checkpoint: number): Promise<void> {
    await this.#transactions?.commit(checkpoint);
  }

  /** From now on nobody waits long for the cluster. */
  hurry(): void {
    setTimeout(() => this.#hurried.abort(), HURRY_MS).unref();
  }

  async finish(): Promise<void> {
    // Of a run that is over, all was prepared before.
    if (this.#outbox) {
      await this.prepareCommit(Infinity);
      await this.commit(Infinity);
    }
    await this.release();
  }

  async abandon(): Promise<void> {
    try {
      if (this.#open) await this.#transactions?.abort(this.#open);
    } catch (error) {
      // The cluster gives it up by itself after a while; until then it holds up those who read what is committed.
      this.#warn(`its open transaction could not be given up (${(error as Error).message})`);
    }
    await this.release();
  }

  async release(): Promise<void> {
    await this.#client?.close();
    this.#client = null;
  }

  #persist<T>(forMs: number, act: () => Promise<T>): Promise<T> {
    const { topic, connection } = this.#options;
    const what = `sink "${this.#context.id}": topic "${topic}" of ${connection.brokers.join(', ')}`;
    const { clock } = this.#context;
    const trying = { code: 'sink-failed', what, forMs, signal: this.#hurried.signal } as const;
    return persist(act, trying, {
      clock,
      random: () => this.#context.random(),
      wait: (ms, signal) => this.#context.wait(ms, signal),
      warn: (message) => this.#context.warn(message),
    });
  }

  #warn(message: string): void {
    this.#context.warn(`sink "${this.#context.id}": ${message}`);
  }
}
