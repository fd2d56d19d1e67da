import { Fault } from '../../fault.ts';
import type {
  KafkaClient,
  Leaders,
  ProducedBatch,
  ProducedEntry,
  Producer,
  Transactional,
} from '../../kafka/client.ts';

/** Bytes that wait before those who bring more have to. */
const WAITING_BYTES = 16 * 1024 * 1024;
/** Bytes that are written to a partition at once: topics take a mebibyte unless they are told otherwise. */
const BATCH_BYTES = 512 * 1024;
/** About what an entry has beside its key and value. */
const ENTRY_BYTES = 64;

/** What an outbox is given to work with. */
export interface OutboxContext {
  readonly client: KafkaClient;
  /** Who writes after the next cut. */
  begin(): Promise<Producer>;
  /** Calls `act` again and again while waiting may help. */
  persist<T>(act: () => Promise<T>): Promise<T>;
}

/** What was written between two cuts: by whom, and how many rows. */
export interface Written {
  readonly by: Producer;
  readonly rows: number;
}

/** Rows between two cuts. */
interface Section {
  readonly waiting: Map<number, ProducedEntry[]>;
  rows: number;
  by: Producer | null;
  /** By partition: how many rows were written. */
  readonly sequences: Map<number, number>;
  /** Set once the cut behind it came. */
  settle: ((written: Written | null) => void) | null;
}

/** Writes what it is given in the background, in its order within each partition. */
export class Outbox {
  readonly #context: OutboxContext;
  #leaders: Leaders;
  readonly #sections: Section[] = [newSection()];
  #waitingBytes = 0;
  #waitingRows = 0;
  #isWriting = false;
  #failure: Fault | null = null;
  #wake: () => void = () => undefined;

  constructor(context: OutboxContext, leaders: Leaders) {
    this.#context = context;
    this.#leaders = leaders;
  }

  /** How many rows are not written yet. */
  get rows(): number {
    return this.#waitingRows;
  }

  put(partition: number, entry: ProducedEntry): void {
    const { waiting } = this.#sections.at(-1)!;
    const entries = waiting.get(partition);
    if (entries) entries.push(entry);
    else waiting.set(partition, [entry]);
    this.#waitingRows++;
    this.#waitingBytes += bytesOf(entry);
    this.#start();
  }

  /** Cuts here: gives what was written since the last cut, once it is; null where there was nothing. */
  async cut(): Promise<Written | null> {
    const section = this.#sections.at(-1)!;
    this.#sections.push(newSection());
    const written = new Promise<Written | null>((resolve) => (section.settle = resolve));
    this.#start();
    const failed = this.#changedUntil(() => this.#failure !== null);
    await Promise.race([written, failed]);
    this.throwFailure();
    return written;
  }

  /** Null while it can take more, else settles once it can. */
  room(): Promise<void> | null {
    this.throwFailure();
    if (this.#waitingBytes < WAITING_BYTES) return null;
    return this.#changedUntil(() => this.#failure !== null || this.#waitingBytes < WAITING_BYTES).then(() =>
      this.throwFailure(),
    );
  }

  throwFailure(): void {
    if (this.#failure) throw this.#failure;
  }

  /** Who has which partitions by now. */
  get partitions(): readonly number[] {
    return [...this.#leaders.values()].flat().sort((a, b) => a - b);
  }

  async #changedUntil(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      const woken = this.#wake;
      await new Promise<void>((resolve) => {
        this.#wake = () => {
          woken();
          resolve();
        };
      });
    }
  }

  /** In a later turn, so that what comes in this one goes together. */
  #start(): void {
    if (this.#isWriting || this.#failure) return;
    this.#isWriting = true;
    setImmediate(() => {
      this.#writeAll().then(
        () => (this.#isWriting = false),
        (error: unknown) => {
          this.#failure = error instanceof Fault ? error : new Fault('internal', String(error), { cause: error });
          this.#changed();
        },
      );
    });
  }

  #changed(): void {
    const wake = this.#wake;
    this.#wake = () => undefined;
    wake();
  }

  async #writeAll(): Promise<void> {
    for (let section = this.#sections[0]!; ; section = this.#sections[0]!) {
      if (0 < section.waiting.size) await this.#write(section);
      else if (section.settle) {
        this.#sections.shift();
        section.settle(section.by && { by: section.by, rows: section.rows });
      } else return;
    }
  }

  async #write(section: Section): Promise<void> {
    const { client } = this.#context;
    const by = (section.by ??= await this.#context.begin());
    const batches = takeBatches(section);
    const added = batches.map(({ partition }) => partition).filter((each) => !section.sequences.has(each));
    if (isTransactional(by) && 0 < added.length) {
      await this.#context.persist(() => client.addPartitions(by, added));
    }
    let hasFailed = false;
    await this.#context.persist(async () => {
      if (hasFailed) this.#leaders = await client.leaders();
      hasFailed = true;
      const sent = [...this.#leaders].map(([broker, partitions]) => {
        const own = batches.filter(({ partition }) => partitions.includes(partition));
        return own.length === 0 ? Promise.resolve() : client.produce(broker, by, own);
      });
      await Promise.all(sent);
    });
    for (const { partition, entries, firstSequence } of batches) {
      section.sequences.set(partition, firstSequence + entries.length);
      section.rows += entries.length;
      this.#waitingRows -= entries.length;
      for (const entry of entries) this.#waitingBytes -= bytesOf(entry);
    }
    this.#changed();
  }
}

function isTransactional(by: Producer): by is Transactional {
  return by.transactionalId !== undefined;
}

function newSection(): Section {
  return { waiting: new Map(), rows: 0, by: null, sequences: new Map(), settle: null };
}

/** What is written next: of each partition as much as goes at once. */
function takeBatches({ waiting, sequences }: Section): ProducedBatch[] {
  return [...waiting].map(([partition, entries]) => {
    let bytes = 0;
    let count = 0;
    while (count < entries.length && (count === 0 || bytes + bytesOf(entries[count]!) <= BATCH_BYTES)) {
      bytes += bytesOf(entries[count++]!);
    }
    if (count === entries.length) waiting.delete(partition);
    else waiting.set(partition, entries.slice(count));
    const taken = count === entries.length ? entries : entries.slice(0, count);
    return { partition, firstSequence: sequences.get(partition) ?? 0, entries: taken };
  });
}

function bytesOf({ key, value, headers }: ProducedEntry): number {
  let bytes = ENTRY_BYTES + (key?.length ?? 0) + value.length;
  for (const name in headers) bytes += name.length + headers[name]!.length;
  return bytes;
}
