import type { ReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { Fault, systemReason } from '../../fault.ts';
import { isMissing } from '../../files/file-system.ts';

/** Bytes that are read at a time. */
const READ_BYTES = 256 * 1024;

/** The content of one file, piece by piece. */
export interface ByteReader {
  /** The next bytes, which belong to the caller; null at the end. */
  next(): Promise<Buffer | null>;
  close(): Promise<void>;
}

/** Opens a file from `offset` on, decompressed where its name ends in `.gz`; every failure is a Fault that names the file. */
export async function openFile(path: string, offset: number): Promise<ByteReader> {
  const handle = await attempt(path, 'open', () => open(path, 'r'));
  return path.endsWith('.gz') ? new GzipReader(path, handle, offset) : new PlainReader(path, handle, offset);
}

class PlainReader implements ByteReader {
  readonly #path: string;
  readonly #handle: FileHandle;
  #offset: number;

  constructor(path: string, handle: FileHandle, offset: number) {
    this.#path = path;
    this.#handle = handle;
    this.#offset = offset;
  }

  async next(): Promise<Buffer | null> {
    // A new one each time: rows that are not whole yet go on pointing into it.
    const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
    const { bytesRead } = await attempt(this.#path, 'read', () =>
      this.#handle.read(buffer, 0, READ_BYTES, this.#offset),
    );
    this.#offset += bytesRead;
    if (0 < bytesRead) return buffer.subarray(0, bytesRead);
    await this.#checkLength();
    return null;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #checkLength(): Promise<void> {
    const { size } = await attempt(this.#path, 'look at', () => this.#handle.stat());
    if (size < this.#offset) throw shortened(this.#path);
  }
}

class GzipReader implements ByteReader {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #file: ReadStream;
  readonly #pieces: AsyncIterator<Buffer>;
  #toSkip: number;

  constructor(path: string, handle: FileHandle, offset: number) {
    this.#path = path;
    this.#handle = handle;
    this.#toSkip = offset;
    this.#file = handle.createReadStream({ highWaterMark: READ_BYTES, autoClose: false });
    const gunzip = createGunzip({ chunkSize: READ_BYTES });
    this.#file.on('error', (error) => gunzip.destroy(error));
    // The pipe starts now, the first read listens only later: what fails in between is for that read, not for the whole process.
    gunzip.on('error', () => undefined);
    this.#pieces = this.#file.pipe(gunzip)[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async next(): Promise<Buffer | null> {
    for (;;) {
      const piece = await this.#read();
      if (piece === null) {
        if (0 < this.#toSkip) throw shortened(this.#path);
        return null;
      }
      const skipped = Math.min(this.#toSkip, piece.length);
      this.#toSkip -= skipped;
      if (skipped < piece.length) return piece.subarray(skipped);
    }
  }

  async close(): Promise<void> {
    await this.#pieces.return?.();
    this.#file.destroy();
    await this.#handle.close();
  }

  async #read(): Promise<Buffer | null> {
    const { size } = await this.#handle.stat();
    if (size === 0) throw damaged(this.#path, 'it is empty');
    try {
      const piece: IteratorResult<Buffer, unknown> = await this.#pieces.next();
      return piece.done === true ? null : piece.value;
    } catch (error) {
      // What zlib says of damaged content, in words.
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'Z_BUF_ERROR') throw damaged(this.#path, 'it ends too early', error);
      throw damaged(this.#path, systemReason(error), error);
    }
  }
}

/** A file that holds less than what was read of it before. */
export function shortened(path: string): Fault {
  const remedy = 'put it back as it was, or begin anew without the saved state';
  return new Fault('source-failed', `${path} was cut short while it was being read; ${remedy}`);
}

function damaged(path: string, reason: string, cause?: unknown): Fault {
  return new Fault('source-failed', `cannot decompress ${path} (${reason}); get a whole copy of it`, {
    cause,
    isPermanent: true,
  });
}

async function attempt<T>(path: string, what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    // The edge to the system: from here on it is a failure that a person can be told about.
    const remedy = isMissing(error) ? 'it was moved or removed: put it back' : 'check the path and its permissions';
    throw new Fault('source-failed', `cannot ${what} ${path} (${systemReason(error)}); ${remedy}`, { cause: error });
  }
}
