import { basename, dirname, join } from 'node:path';
import type { FaultCode } from '../fault.ts';
import { Fault, systemReason } from '../fault.ts';
import type { FileSystem, OpenFile } from './file-system.ts';
import { isMissing, nodeFileSystem } from './file-system.ts';

/** Whose bytes they are, for messages: `sink "recording"`. */
export interface Owner {
  readonly code: FaultCode;
  readonly title: string;
  /** What to do where the system says so, by its code, where that is not what is to be done of most files. */
  readonly remedies?: Readonly<Record<string, string>>;
}

/**
 * The only writer of bytes that must last. What it has said to be durable is still there after a power cut: files are
 * synced before they are renamed, and folders are synced after anything in them was created or renamed. Every failure is
 * a Fault that names the path, what the system said, and what to do.
 */
export class DurableFiles {
  readonly #owner: Owner;
  readonly system: FileSystem;

  constructor(owner: Owner, system: FileSystem = nodeFileSystem) {
    this.#owner = owner;
    this.system = system;
  }

  /** Starts a file that is not there yet. Its name is durable only once its folder is synced. */
  async create(path: string): Promise<DurableFile> {
    const handle = await this.attempt('create', path, () => this.system.open(path, 'wx'));
    return new DurableFile(path, handle, this);
  }

  /** Makes a folder and those above it that are missing; all their names are durable afterwards. */
  async createFolder(path: string): Promise<void> {
    if (await this.#isFolder(path)) return;
    const above = dirname(path);
    if (above !== path) await this.createFolder(above);
    await this.attempt('create the folder', path, async () => {
      try {
        await this.system.mkdir(path);
      } catch (error) {
        // Somebody else may have made it at the same time; a file in its place is none.
        if (!(await this.#isFolder(path))) throw error;
      }
    });
    await this.syncFolder(above);
  }

  /** Gives `path` new content, all of it or, whatever happens, none; durable when it settles. */
  async replace(path: string, content: Uint8Array): Promise<void> {
    const temporary = join(dirname(path), `.${basename(path)}.new`);
    await this.removeLeftover(temporary);
    const file = await this.create(temporary);
    try {
      await file.write(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await this.rename(temporary, path);
    await this.syncFolder(dirname(path));
  }

  /** Cuts a file that nobody writes any more back to its first `sizeBytes`, and appends `end`; durable when it settles. */
  async cutBack(path: string, sizeBytes: number, end = new Uint8Array()): Promise<void> {
    await this.attempt('cut back', path, async () => {
      await this.system.truncate(path, sizeBytes);
      const handle = await this.system.open(path, 'a');
      try {
        await writeFully(handle, end);
        await handle.sync();
      } finally {
        await handle.close();
      }
    });
  }

  /** Renames within a folder, replacing what has the new name; durable only once the folder is synced. */
  async rename(from: string, to: string): Promise<void> {
    await this.attempt('rename', from, () => this.system.rename(from, to));
  }

  /** Makes the names in a folder durable. */
  async syncFolder(path: string): Promise<void> {
    // Windows has no handles of folders to sync; its file systems keep renames in order by themselves.
    if (process.platform === 'win32') return;
    await this.attempt('sync the folder', path, async () => {
      const handle = await this.system.open(path, 'r');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    });
  }

  /** Does something with `path`; a failure of the system becomes a Fault. */
  async attempt<T>(what: string, path: string, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      // It tells already what is the matter.
      if (error instanceof Fault) throw error;
      // The edge to the system: from here on it is a failure that a person can be told about.
      throw this.fault(`cannot ${what} ${path} (${systemReason(error)}); ${this.#remedy(error)}`, error);
    }
  }

  #remedy(error: unknown): string {
    const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
    return this.#owner.remedies?.[code] ?? REMEDIES[code] ?? 'start again, or choose another folder';
  }

  /** A Fault of the owner. */
  fault(message: string, cause?: unknown): Fault {
    return new Fault(this.#owner.code, `${this.#owner.title}: ${message}`, { cause });
  }

  async #isFolder(path: string): Promise<boolean> {
    try {
      return (await this.system.stat(path)).isDirectory();
    } catch (error) {
      // Anything else than a missing folder is told by the attempt to make it.
      if (isMissing(error)) return false;
      throw this.fault(`cannot look at ${path} (${systemReason(error)}); ${this.#remedy(error)}`, error);
    }
  }

  /** Takes a file away if it is there; that it cannot be removed is found out by whoever makes it anew. */
  async removeLeftover(path: string): Promise<void> {
    try {
      await this.system.unlink(path);
    } catch {
      // Most often there is none; where it cannot be removed, creating it anew fails and tells why.
    }
  }
}

/** One file that is being written. After a failed write or sync it is dead: everything but `close` fails with the same Fault. */
export class DurableFile {
  readonly path: string;
  readonly #handle: OpenFile;
  readonly #files: DurableFiles;
  #sizeBytes = 0;
  #isSynced = true;
  #death: Error | null = null;

  constructor(path: string, handle: OpenFile, files: DurableFiles) {
    this.path = path;
    this.#handle = handle;
    this.#files = files;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Appends all of `bytes`: the system may take them in several goes. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#isSynced = false;
    await this.#whileAlive('write', async () => {
      await writeFully(this.#handle, bytes, (count) => (this.#sizeBytes += count));
    });
  }

  /** Makes what was written durable. */
  async sync(): Promise<void> {
    if (this.#isSynced) return;
    // After a failed sync the system takes the lost pages for clean, and a second sync would falsely succeed.
    await this.#whileAlive('sync', () => this.#handle.datasync());
    this.#isSynced = true;
  }

  /** Fails where the file was deleted or its folder is gone: writing to an open file goes on without an error then. */
  async checkPresence(): Promise<void> {
    const [open, named] = await Promise.all([
      this.#files.attempt('look at', this.path, () => this.#handle.stat()),
      this.#files.attempt('find', this.path, () => this.#files.system.stat(this.path)),
    ]);
    if (open.ino === named.ino && open.dev === named.dev) return;
    throw this.#files.fault(`${this.path} was removed or replaced while it was being written; start again`);
  }

  async close(): Promise<void> {
    await this.#files.attempt('close', this.path, () => this.#handle.close());
  }

  async #whileAlive(what: string, act: () => Promise<void>): Promise<void> {
    if (this.#death !== null) throw this.#death;
    try {
      await this.#files.attempt(what, this.path, act);
    } catch (error) {
      this.#death = error as Error;
      throw error;
    }
  }
}

/** Writes all of `bytes`: the system may take them in several goes. */
export async function writeFully(
  handle: OpenFile,
  bytes: Uint8Array,
  onWritten?: (count: number) => void,
): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written);
    if (bytesWritten === 0) throw new Error('the system takes no more bytes');
    written += bytesWritten;
    onWritten?.(bytesWritten);
  }
}

const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'free space and start again; everything up to the last commit is safe',
  EDQUOT: 'free space and start again; everything up to the last commit is safe',
  EIO: 'the disk may be failing: choose a folder on another one; everything up to the last commit is safe',
  ENOENT: 'the folder was moved or removed: put it back or choose another one, and start again',
  EACCES: 'allow it, or choose another folder',
  EPERM: 'allow it, or choose another folder',
  EROFS: 'choose a folder on another disk',
  EEXIST: 'another pipeline may be writing there: choose another folder',
  ENOTDIR: 'choose another folder',
  EMFILE: 'close other programs and start again',
};
