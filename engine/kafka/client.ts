/**
 * What sources and sinks need of a cluster, about one topic. Every call may reject: `troubleOf` says why, and whether trying again may help.
 */
export interface KafkaClient {
  /** Who has which partitions by now, asked anew. */
  leaders(): Promise<Leaders>;
  /** Where each partition begins, or ends for those who see only what was committed. */
  offsets(at: 'earliest' | 'latest'): Promise<ReadonlyMap<number, number>>;
  /** What is next in the partitions of one broker, from the given offsets on. Waits a moment where there is nothing. */
  fetch(broker: number, from: ReadonlyMap<number, number>): Promise<readonly FetchedPartition[]>;
  /** Who writes from now on: whatever was left open under `transactionalId` is given up. Null: without transactions. */
  identify(transactionalId: string | null): Promise<Producer>;
  /** Takes `partitions` into the transaction of `producer`. */
  addPartitions(producer: Transactional, partitions: readonly number[]): Promise<void>;
  /** Writes to the partitions of one broker; settles once all replicas have it. What had arrived before is not written again. */
  produce(broker: number, producer: Producer, batches: readonly ProducedBatch[]): Promise<void>;
  /** Makes what was written in the transaction of `producer` be seen, or never. */
  end(producer: Transactional, outcome: 'commit' | 'abort'): Promise<void>;
  close(): Promise<void>;
}

/** By broker: the partitions that it answers for. */
export type Leaders = ReadonlyMap<number, readonly number[]>;

/** Who writes, as the cluster knows it. */
export interface Producer {
  readonly transactionalId?: string;
  readonly producerId: number;
  readonly epoch: number;
}

/** Who writes in transactions. */
export interface Transactional extends Producer {
  readonly transactionalId: string;
}

/** What was next in a partition. */
export interface FetchedPartition {
  readonly partition: number;
  /** What was committed, in the order of the offsets. */
  readonly entries: readonly KafkaEntry[];
  /** From where to go on: after the last entry, also where that is one that nobody is to see. */
  readonly next: number;
}

/** One entry of a partition, as it is there. */
export interface KafkaEntry {
  readonly offset: number;
  /** Milliseconds since 1970 UTC; −1: none. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** One that is there twice has a list. */
  readonly headers: Readonly<Record<string, Buffer | readonly Buffer[]>>;
}

/** What is written to one partition at once. */
export interface ProducedBatch {
  readonly partition: number;
  /** The number of its first row among those that this producer wrote to the partition. */
  readonly firstSequence: number;
  readonly entries: readonly ProducedEntry[];
}

/** One row as it is written. */
export interface ProducedEntry {
  readonly key: Buffer | null;
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, Buffer>>;
  readonly timestamp: number;
}
