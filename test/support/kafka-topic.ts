import type { KafkaClient, KafkaEntry, ProducedEntry, Producer, Transactional } from '../../engine/kafka/client.ts';

/** A topic in memory that behaves like one of a cluster, with a broker for each two partitions. `fail` is thrown by the next calls of its name. */
export class KafkaTopic {
  readonly partitions: (KafkaEntry & { readonly by: string; isSeen: boolean })[][];
  /** The newest epoch under each name. */
  readonly epochs = new Map<string, number>();
  readonly calls: string[] = [];
  readonly failures: { readonly call: string; readonly error: Error }[] = [];

  onFetch: () => void = () => undefined;

  constructor(partitions: number) {
    this.partitions = Array.from({ length: partitions }, () => []);
  }

  add(partition: number, value: string, more: Partial<KafkaEntry> = {}): void {
    const to = this.partitions[partition]!;
    const entry = { offset: to.length, timestamp: 1, key: null, value: Buffer.from(value), headers: {} };
    to.push({ ...entry, ...more, by: '', isSeen: true });
  }

  /** The values that are seen by those who read what is committed, by partition. */
  get seen(): string[][] {
    return this.partitions.map((entries) => entries.filter(({ isSeen }) => isSeen).map(({ value }) => String(value)));
  }

  client(): KafkaClient {
    const call = <T>(name: string, act: () => T): Promise<T> => {
      this.calls.push(name);
      const at = this.failures.findIndex((each) => name.startsWith(each.call));
      return at === -1 ? Promise.resolve(act()) : Promise.reject(this.failures.splice(at, 1)[0]!.error);
    };
    const all = (): number[] => this.partitions.map((_, partition) => partition);
    return {
      leaders: () => call('leaders', () => byBroker(all())),
      offsets: (at) =>
        call(
          `offsets ${at}`,
          () => new Map(all().map((each) => [each, at === 'latest' ? this.partitions[each]!.length : 0])),
        ),
      fetch: (broker, from) =>
        call(`fetch ${broker}`, () => {
          this.onFetch();
          return [...from].map(([partition, offset]) => {
            const entries = this.partitions[partition]!.slice(offset);
            return { partition, entries: entries.filter(({ isSeen }) => isSeen), next: offset + entries.length };
          });
        }),
      identify: (id) => call(`identify ${id}`, () => this.#identify(id)),
      addPartitions: (by, partitions) =>
        call(`add ${partitions.join()} to ${by.transactionalId}`, () => this.#check(by)),
      produce: (broker, by, batches) =>
        call(`produce ${broker}`, () => {
          this.#check(by);
          for (const { partition, entries, firstSequence } of batches) {
            if (by.transactionalId !== undefined) this.#checkSequence(partition, firstSequence, by);
            this.#write(partition, entries, by);
          }
        }),
      end: (by, outcome) =>
        call(`${outcome} ${by.transactionalId}`, () => {
          this.#check(by);
          for (const entry of this.partitions.flat()) if (entry.by === nameOf(by)) entry.isSeen = outcome === 'commit';
        }),
      close: () => call('close', () => undefined),
    };
  }

  #identify(id: string | null): Producer {
    if (id === null) return { producerId: 1, epoch: 0 };
    const epoch = (this.epochs.get(id) ?? -1) + 1;
    this.epochs.set(id, epoch);
    return { producerId: 7, epoch };
  }

  #check({ transactionalId, epoch }: Producer | Transactional): void {
    if (transactionalId === undefined || this.epochs.get(transactionalId) === epoch) return;
    throw Object.assign(new Error('fenced'), { type: 'PRODUCER_FENCED', retriable: false });
  }

  /** Brokers take what comes next of a transaction, and nothing else. */
  #checkSequence(partition: number, firstSequence: number, by: Producer): void {
    const written = this.partitions[partition]!.filter((entry) => entry.by === nameOf(by)).length;
    if (firstSequence !== written) throw new Error(`out of order: ${firstSequence} instead of ${written}`);
  }

  #write(partition: number, entries: readonly ProducedEntry[], by: Producer): void {
    const to = this.partitions[partition]!;
    const isSeen = by.transactionalId === undefined;
    for (const entry of entries) to.push({ ...entry, offset: to.length, by: nameOf(by), isSeen });
  }
}

const nameOf = ({ transactionalId, epoch }: Producer): string => `${transactionalId} ${epoch}`;

/** What calls reject with where nothing answers. */
export function unreachable(): Error {
  return Object.assign(new Error('connect ECONNREFUSED'), { name: 'KafkaJSConnectionError', code: 'ECONNREFUSED' });
}

function byBroker(partitions: readonly number[]): Map<number, number[]> {
  const brokers = new Map<number, number[]>();
  for (const each of partitions) brokers.set(each >> 1, [...(brokers.get(each >> 1) ?? []), each]);
  return brokers;
}
