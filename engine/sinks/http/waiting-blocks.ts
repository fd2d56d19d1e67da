import type { Spool, SpooledBlock } from '../../files/spool.ts';

/** Bytes that wait in memory; what is more goes to the disk. */
const MEMORY_MAX = 8 * 1024 * 1024;

/** Whole rows that go together. */
export interface Block {
  readonly rows: number;
  readonly length: number;
  /** Null: they are only on the disk. */
  bytes: Uint8Array | null;
  /** Null: they are only in memory. */
  spooled: SpooledBlock | null;
}

/** The blocks that are still to be sent, in their order: in memory as long as that has room, then on the disk as long as that has. */
export class WaitingBlocks {
  readonly #spool: Spool;
  readonly #limitBytes: number;
  #blocks: Block[] = [];
  #rows = 0;
  #memoryBytes = 0;
  #saving: Promise<void> | null = null;
  #failure: unknown = null;
  #put = 0;
  #taken = 0;
  #watchers: (() => void)[] = [];

  /** `limitBytes`: what may wait on the disk. */
  constructor(spool: Spool, limitBytes: number) {
    this.#spool = spool;
    this.#limitBytes = limitBytes;
  }

  /** Takes in what an earlier run left; `onLoss` hears of what of it is not there any more. */
  async open(onLoss: (message: string) => void): Promise<void> {
    for (const spooled of await this.#spool.open(onLoss)) {
      const { rows, length } = spooled;
      this.#blocks.push({ rows, length, bytes: null, spooled });
      this.#rows += rows;
      this.#put++;
    }
  }

  get rows(): number {
    return this.#rows;
  }

  get isEmpty(): boolean {
    return this.#blocks.length === 0;
  }

  /** Whether neither memory nor disk may take more. */
  get isFull(): boolean {
    return this.#limitBytes <= this.#spool.sizeBytes || 2 * MEMORY_MAX < this.#memoryBytes;
  }

  /** The oldest block. */
  get head(): Block | undefined {
    return this.#blocks[0];
  }

  /** How many blocks were put so far, for `takenUpTo`. */
  get count(): number {
    return this.#put;
  }

  put(bytes: Uint8Array, rows: number): void {
    this.#blocks.push({ rows, length: bytes.length, bytes, spooled: null });
    this.#rows += rows;
    this.#memoryBytes += bytes.length;
    this.#put++;
    this.wake();
    if (MEMORY_MAX < this.#memoryBytes && !this.#saving) void this.#write(this.#limitBytes);
  }

  bytesOf({ bytes, spooled }: Block): Uint8Array | Promise<Uint8Array> {
    return bytes ?? this.#spool.read(spooled!);
  }

  /** The oldest block was sent. */
  async takeHead(): Promise<void> {
    const block = this.#blocks.shift()!;
    this.#rows -= block.rows;
    this.#forgetBytes(block);
    this.#taken++;
    if (block.spooled) await this.#spool.remove(block.spooled);
    this.wake();
  }

  /** Writes all that is only in memory to the disk, beyond the limit too; durable once it settles. */
  async save(): Promise<void> {
    // One at a time: blocks are appended one after the other.
    while (this.#saving) await this.#saving;
    this.throwFailure();
    await this.#write(Infinity);
    this.throwFailure();
  }

  /** Settles once the first `count` blocks were sent, or `isOver` says that nobody waits for that. */
  async takenUpTo(count: number, isOver: () => boolean): Promise<void> {
    while (this.#taken < count && !isOver()) await this.changed();
  }

  /** Settles with the next block that comes or goes, and when somebody is woken. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#watchers.push(resolve));
  }

  /** Lets all who wait for a change look again. */
  wake(): void {
    const watchers = this.#watchers;
    this.#watchers = [];
    for (const resolve of watchers) resolve();
  }

  throwFailure(): void {
    if (this.#failure !== null) throw this.#failure as Error;
  }

  async close(): Promise<void> {
    await this.#saving;
    await this.#spool.close();
  }

  /** Writes what is only in memory until so much is on the disk; a failure is told by the next call that somebody waits for. */
  #write(limitBytes: number): Promise<void> {
    const writing = async (): Promise<void> => {
      for (const block of [...this.#blocks]) {
        if (limitBytes <= this.#spool.sizeBytes) break;
        await this.#toDisk(block);
      }
      if (limitBytes === Infinity) await this.#spool.sync();
    };
    const done = writing()
      .catch((error: unknown) => (this.#failure = error))
      .then(() => {
        this.#saving = null;
        this.wake();
      });
    this.#saving = done;
    return done;
  }

  async #toDisk(block: Block): Promise<void> {
    const { bytes, rows } = block;
    if (bytes === null) return;
    const spooled = await this.#spool.append(bytes, rows);
    // It may have been sent meanwhile.
    if (block.bytes === null) await this.#spool.remove(spooled);
    else block.spooled = spooled;
    this.#forgetBytes(block);
  }

  #forgetBytes(block: Block): void {
    if (block.bytes === null) return;
    this.#memoryBytes -= block.length;
    block.bytes = null;
  }
}
