import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crc32 } from './crc32.ts';
import type { DurableFile, DurableFiles } from './durable.ts';
import { claimFolder } from './folder-claim.ts';
import type { FolderClaim } from './folder-claim.ts';

/** Bytes that stand before each block: what it is, its length, its rows, its checksum. */
const HEAD_BYTES = 16;
const MAGIC = 0x4d_52_42_31;
/** A file that is this large is followed by the next one, so that what was taken out of it can be deleted. */
const FILE_BYTES = 4 * 1024 * 1024;
const NAME = /^blocks-(\d{8})$/;

/** A block of rows that is in the spool. */
export interface SpooledBlock {
  readonly rows: number;
  readonly length: number;
  readonly file: SpoolFile;
  readonly offset: number;
}

/** One file of a spool. */
interface SpoolFile {
  readonly number: number;
  readonly path: string;
  sizeBytes: number;
  /** Blocks that are still to be taken. */
  blocks: number;
  /** Null: nothing is appended to it any more. */
  writer: DurableFile | null;
  reader: FileHandle | null;
}

/**
 * Blocks of rows that wait on the disk, in files of their own folder: first in, first out. What was synced is still there after a power cut, and what was
 * appended after the process was killed; half a block at the end of a file is passed over. A file is deleted once all its blocks were taken.
 */
export class Spool {
  readonly #files: DurableFiles;
  readonly #folder: string;
  #all: SpoolFile[] = [];
  #current: SpoolFile | null = null;
  #nextNumber = 1;
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

  /** What an earlier run left in it, oldest first. Throws a Fault where another run has it open. */
  async open(): Promise<SpooledBlock[]> {
    await this.#files.createFolder(this.#folder);
    this.#claim = await claimFolder(this.#files, this.#folder);
    const found: SpooledBlock[] = [];
    for (const name of (await this.#names()).sort()) {
      const path = join(this.#folder, name);
      const number = Number(NAME.exec(name)![1]);
      this.#nextNumber = Math.max(this.#nextNumber, number + 1);
      const file: SpoolFile = { number, path, sizeBytes: 0, blocks: 0, writer: null, reader: null };
      const blocks = await this.#files.attempt('read', path, () => scan(file));
      this.#all.push(file);
      if (blocks.length === 0) await this.#delete(file);
      found.push(...blocks);
    }
    return found;
  }

  /** Adds a block at the end. It lasts once `sync` has settled. */
  async append(bytes: Uint8Array, rows: number): Promise<SpooledBlock> {
    const file = (this.#current ??= await this.#create());
    // Counted first: while it is being written, its file must not be deleted for those before it.
    file.blocks++;
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt32BE(MAGIC, 0);
    head.writeUInt32BE(bytes.length, 4);
    head.writeUInt32BE(rows, 8);
    head.writeUInt32BE(crc32(bytes), 12);
    const offset = file.sizeBytes + HEAD_BYTES;
    await file.writer!.write(Buffer.concat([head, bytes]));
    file.sizeBytes = offset + bytes.length;
    if (FILE_BYTES <= file.sizeBytes) {
      await file.writer!.sync();
      await this.#finish(file);
    }
    return { rows, length: bytes.length, file, offset };
  }

  /** Makes what was appended last. */
  async sync(): Promise<void> {
    await this.#current?.writer?.sync();
    if (this.#isNameSynced) return;
    await this.#files.syncFolder(this.#folder);
    this.#isNameSynced = true;
  }

  async read({ file, offset, length }: SpooledBlock): Promise<Uint8Array> {
    return this.#files.attempt('read', file.path, async () => {
      file.reader ??= await open(file.path, 'r');
      return readAt(file.reader, offset, length);
    });
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
    if (0 < this.#all.length) return;
    // Folders that were made for it and are empty again; where they are not, they stay.
    await this.#files.system.rmdir(this.#folder).catch(() => undefined);
    const above = dirname(this.#folder);
    if (basename(above).startsWith('.')) await this.#files.system.rmdir(above).catch(() => undefined);
  }

  async #names(): Promise<string[]> {
    const names = await this.#files.attempt('look into', this.#folder, () => this.#files.system.readdir(this.#folder));
    return names.filter((name) => NAME.test(name));
  }

  async #create(): Promise<SpoolFile> {
    const number = this.#nextNumber++;
    const path = join(this.#folder, `blocks-${String(number).padStart(8, '0')}`);
    const writer = await this.#files.create(path);
    const file: SpoolFile = { number, path, sizeBytes: 0, blocks: 0, writer, reader: null };
    this.#all.push(file);
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
    await this.#files.removeLeftover(file.path);
  }
}

/** The whole blocks of `file`, up to the first that is not. */
async function scan(file: SpoolFile): Promise<SpooledBlock[]> {
  const handle = await open(file.path, 'r');
  const blocks: SpooledBlock[] = [];
  const { size } = await handle.stat();
  let at = 0;
  while (at + HEAD_BYTES <= size) {
    const head = Buffer.from(await readAt(handle, at, HEAD_BYTES));
    const [magic, length, rows, sum] = [0, 4, 8, 12].map((offset) => head.readUInt32BE(offset)) as [
      number,
      number,
      number,
      number,
    ];
    const offset = at + HEAD_BYTES;
    if (magic !== MAGIC || size < offset + length) break;
    if (crc32(await readAt(handle, offset, length)) !== sum) break;
    blocks.push({ rows, length, file, offset });
    at = offset + length;
  }
  file.sizeBytes = at;
  file.blocks = blocks.length;
  file.reader = handle;
  return blocks;
}

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let read = 0; read < length;) {
    const { bytesRead } = await handle.read(bytes, read, length - read, offset + read);
    if (bytesRead === 0) throw new Error('it is shorter than it was');
    read += bytesRead;
  }
  return bytes;
}
