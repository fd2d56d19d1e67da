import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crc32 } from './crc32.ts';
import type { DurableFile, DurableFiles } from './durable.ts';
import type { OpenFile } from './file-system.ts';
import { claimFolder } from './folder-claim.ts';
import type { FolderClaim } from './folder-claim.ts';
import { encodeHead, findBlocks, HEAD_BYTES } from './spool-blocks.ts';
import type { BlockPlace, Flaw } from './spool-blocks.ts';

/** A file that is this large is followed by the next one, so that what was taken out of it can be deleted. */
const FILE_BYTES = 4 * 1024 * 1024;
const NAME = /^(damaged )?blocks-(\d{8})$/;

/** A block of rows that is in the spool. */
export interface SpooledBlock extends BlockPlace {
  readonly file: SpoolFile;
}

/** One file of a spool. */
interface SpoolFile {
  readonly path: string;
  sizeBytes: number;
  /** Blocks that are still to be taken. */
  blocks: number;
  /** Whether some of it is not as it was written: then it is kept once its blocks were taken. */
  isDamaged: boolean;
  /** Null: nothing is appended to it any more. */
  writer: DurableFile | null;
  reader: OpenFile | null;
}

/**
 * Blocks of rows that wait on the disk, in files of their own folder: first in, first out. What was synced is still there after a power cut, and what was
 * appended after the process was killed. Only whole blocks are given, and what is passed over is told. A file is deleted once all its blocks were taken;
 * one that was damaged is put aside.
 */
export class Spool {
  readonly #files: DurableFiles;
  readonly #folder: string;
  #all: SpoolFile[] = [];
  #current: SpoolFile | null = null;
  #nextNumber = 1;
  #nextBlock = 0;
  #isNameSynced = true;
  #claim: FolderClaim | null = null;

  constructor(files: DurableFiles, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  /** Bytes of all its files. */
  get sizeBytes(): number {
    return this.#all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  /**
   * What an earlier run left in it, oldest first; `onLoss` hears of each place where something is missing or not as it was written. Throws a
   * Fault where another run has it open.
   */
  async open(onLoss: (message: string) => void): Promise<SpooledBlock[]> {
    await this.#files.createFolder(this.#folder);
    this.#claim = await claimFolder(this.#files, this.#folder);
    const found: SpooledBlock[] = [];
    for (const number of await this.#numbers()) found.push(...(await this.#openFile(number, onLoss)));
    this.#tellMissing(found, onLoss);
    return found;
  }

  /** Adds a block at the end. It lasts once `sync` has settled. */
  async append(bytes: Uint8Array, rows: number): Promise<SpooledBlock> {
    const file = (this.#current ??= await this.#create());
    // Counted first: while it is being written, its file must not be deleted for those before it.
    file.blocks++;
    const block = { number: this.#nextBlock, rows, length: bytes.length, sum: crc32(bytes) };
    this.#nextBlock = following(block.number);
    const offset = file.sizeBytes + HEAD_BYTES;
    await file.writer!.write(Buffer.concat([encodeHead(block), bytes]));
    file.sizeBytes = offset + bytes.length;
    if (FILE_BYTES <= file.sizeBytes) {
      await file.writer!.sync();
      await this.#finish(file);
    }
    return { ...block, file, offset };
  }

  /** Makes what was appended last. */
  async sync(): Promise<void> {
    await this.#current?.writer?.sync();
    if (this.#isNameSynced) return;
    await this.#files.syncFolder(this.#folder);
    this.#isNameSynced = true;
  }

  /** The bytes of a block; a Fault where they are not as they were written. */
  async read({ file, offset, length, sum }: SpooledBlock): Promise<Uint8Array> {
    const bytes = await this.#files.attempt('read', file.path, async () => {
      file.reader ??= await this.#files.system.open(file.path, 'r');
      return readAt(file.reader, offset, length);
    });
    if (crc32(bytes) === sum) return bytes;
    throw this.#files.fault(
      `${file.path}: ${span(offset, offset + length)} are not as they were written; the disk may be failing. The next start leaves them out`,
    );
  }

  /** The block is taken; it is not there any more, at the latest once all others of its file were taken. */
  async remove({ file }: SpooledBlock): Promise<void> {
    file.blocks--;
    if (0 < file.blocks) return;
    if (file === this.#current) await this.#finish(file);
    await this.#delete(file);
  }

  /** Lets go of it; what is in it stays. */
  async close(): Promise<void> {
    await this.sync();
    if (this.#current) await this.#finish(this.#current);
    for (const file of this.#all) await file.reader?.close();
    await this.#claim?.release();
    // Folders that were made for it and are empty again; where they are not, they stay.
    await this.#files.system.rmdir(this.#folder).catch(() => undefined);
    const above = dirname(this.#folder);
    if (basename(above).startsWith('.')) await this.#files.system.rmdir(above).catch(() => undefined);
  }

  /** The numbers of the files, ascending; those that were put aside count for the next one only. */
  async #numbers(): Promise<number[]> {
    const names = await this.#files.attempt('look into', this.#folder, () => this.#files.system.readdir(this.#folder));
    const numbers: number[] = [];
    for (const [, aside, digits] of names.flatMap((name) => [NAME.exec(name) ?? []])) {
      if (digits === undefined) continue;
      this.#nextNumber = Math.max(this.#nextNumber, Number(digits) + 1);
      if (aside === undefined) numbers.push(Number(digits));
    }
    return numbers.sort((a, b) => a - b);
  }

  async #openFile(number: number, onLoss: (message: string) => void): Promise<SpooledBlock[]> {
    const file = this.#fileOf(number);
    const content = await this.#files.attempt('read', file.path, () => readFile(file.path));
    const { blocks, flaws } = findBlocks(content);
    for (const flaw of flaws) onLoss(told(file.path, flaw, blocks));
    file.isDamaged = flaws.some(({ isHalf }) => !isHalf);
    file.sizeBytes = content.length;
    file.blocks = blocks.length;
    if (blocks.length === 0) await this.#delete(file);
    return blocks.map((block) => ({ ...block, file }));
  }

  /** Numbers the blocks that come next, and tells of those that lie between two that are there but in no file. */
  #tellMissing(found: readonly SpooledBlock[], onLoss: (message: string) => void): void {
    for (const [i, { number, file, offset }] of found.entries()) {
      const expected = i === 0 ? number : this.#nextBlock;
      const count = (number - expected) | 0;
      if (0 < count)
        onLoss(
          `${file.path}: before byte ${offset - HEAD_BYTES}, blocks of rows are missing that were there: ${count}`,
        );
      this.#nextBlock = following(number);
    }
  }

  #fileOf(number: number): SpoolFile {
    const path = join(this.#folder, `blocks-${String(number).padStart(8, '0')}`);
    const file: SpoolFile = { path, sizeBytes: 0, blocks: 0, isDamaged: false, writer: null, reader: null };
    this.#all.push(file);
    return file;
  }

  async #create(): Promise<SpoolFile> {
    const file = this.#fileOf(this.#nextNumber++);
    file.writer = await this.#files.create(file.path);
    this.#isNameSynced = false;
    return file;
  }

  async #finish(file: SpoolFile): Promise<void> {
    const { writer } = file;
    file.writer = null;
    if (file === this.#current) this.#current = null;
    await writer?.close();
  }

  async #delete(file: SpoolFile): Promise<void> {
    this.#all = this.#all.filter((each) => each !== file);
    await file.reader?.close();
    if (file.isDamaged) await this.#files.rename(file.path, join(this.#folder, `damaged ${basename(file.path)}`));
    else await this.#files.removeLeftover(file.path);
  }
}

function following(number: number): number {
  return (number + 1) >>> 0;
}

function span(from: number, to: number): string {
  return `bytes ${from} to ${to - 1}`;
}

function told(path: string, { from, to, isHalf }: Flaw, blocks: readonly BlockPlace[]): string {
  if (isHalf)
    return `${path}: ${span(from, to)} are half a block, as the end of a run in the middle of writing leaves; they are left out`;
  const rest = blocks.length === 0 ? 'nothing of it can be sent' : 'what else is in it is sent';
  return `${path}: ${span(from, to)} are not as they were written: the rows in them are lost; ${rest}, and the file is kept as "damaged ${basename(path)}"`;
}

async function readAt(handle: OpenFile, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let read = 0; read < length;) {
    const { bytesRead } = await handle.read(bytes, read, length - read, offset + read);
    if (bytesRead === 0) throw new Error('it is shorter than it was');
    read += bytesRead;
  }
  return bytes;
}
