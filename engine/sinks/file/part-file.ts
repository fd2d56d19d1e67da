import { createHash } from 'node:crypto';
import type { Recipient } from 'age-encryption';
import { formatTimestamp } from '../../data/timestamps.ts';
import type { FileSinkOptions } from '../../document/plan.ts';
import { BlockSums } from '../../files/block-sums.ts';
import type { DurableFile } from '../../files/durable.ts';
import type { Part, UnfinishedPart } from '../../recordings/recording.ts';
import { AgeStream } from '../../files/age/age-stream.ts';
import { GzipStream } from './gzip-stream.ts';

/** Encoded rows on their way to a part. */
export interface Block {
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** Smallest and largest event time of the rows; +Infinity and -Infinity without event time. */
  readonly firstTime: number;
  readonly lastTime: number;
}

/** What happens to the bytes of a part on their way into its file. */
export interface PartCoding {
  readonly compress: FileSinkOptions['compress'];
  /** Who they are encrypted for; null: nobody. An encrypted file is only readable once it is closed. */
  readonly recipient: Recipient | string | null;
}

/** A part that is being written: its file, and what the manifest will say about it. */
export class PartFile {
  readonly name: string;
  readonly file: DurableFile;
  readonly #gzip: GzipStream | null;
  readonly #age: AgeStream | null;
  readonly #hash = createHash('sha256');
  readonly #sums = new BlockSums();
  /** What the part would be if it ended at the last sync. */
  #durable: UnfinishedPart | null = null;
  #rows = 0;
  #firstTime = Infinity;
  #lastTime = -Infinity;

  constructor(name: string, file: DurableFile, { compress, recipient }: PartCoding) {
    this.name = name;
    this.file = file;
    this.#gzip = compress === 'gzip' ? new GzipStream() : null;
    this.#age = recipient === null ? null : new AgeStream(recipient);
  }

  async write(block: Block): Promise<void> {
    await this.#append(this.#gzip ? await this.#gzip.compress(block.bytes) : block.bytes);
    this.#rows += block.rows;
    this.#firstTime = Math.min(this.#firstTime, block.firstTime);
    this.#lastTime = Math.max(this.#lastTime, block.lastTime);
  }

  /** Makes everything that was written durable and readable. */
  async sync(): Promise<void> {
    if (this.#gzip) await this.#append(await this.#gzip.flush());
    await this.file.sync();
    if (0 < this.#rows) this.#durable = this.#describeUnfinished();
  }

  /** What of the part was durable at the last sync; null where it had no rows. */
  get durable(): UnfinishedPart | null {
    return this.#durable;
  }

  /** Writes the end of the part and makes it durable; it still has its hidden name. */
  async close(): Promise<UnfinishedPart> {
    if (this.#gzip) await this.#append(await this.#gzip.end());
    if (this.#age) await this.#store(await this.#age.end());
    await this.file.sync();
    await this.file.close();
    return {
      ...this.#described(this.#hash.copy().digest('hex'), this.#sums.text),
      written: this.file.sizeBytes,
      end: '',
    };
  }

  /**
   * Lets go of the part after a failure, under its hidden name. Gives what of it was durable, so that the file can be cut back to
   * that and shown; null where nothing was.
   */
  async abandon(): Promise<UnfinishedPart | null> {
    this.#gzip?.destroy();
    this.#age?.destroy();
    await this.file.close();
    return this.#durable;
  }

  #describeUnfinished(): UnfinishedPart {
    const end = this.#gzip?.endAfterFlush() ?? new Uint8Array();
    const part = this.#described(this.#hash.copy().update(end).digest('hex'), this.#sums.textWith(end));
    const written = part.bytes;
    return { ...part, bytes: written + end.length, written, end: Buffer.from(end).toString('hex') };
  }

  #described(sha256: string, blocks: string): Part {
    const isTimed = this.#firstTime <= this.#lastTime;
    return {
      name: this.name,
      rows: this.#rows,
      bytes: this.file.sizeBytes,
      firstTime: isTimed ? formatTimestamp(this.#firstTime) : null,
      lastTime: isTimed ? formatTimestamp(this.#lastTime) : null,
      sha256,
      blocks,
    };
  }

  async #append(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    await this.#store(this.#age ? await this.#age.encrypt(bytes) : bytes);
  }

  async #store(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    this.#sums.update(bytes);
    await this.file.write(bytes);
  }
}
