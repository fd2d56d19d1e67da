import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { Fault, systemReason } from '../../fault.ts';
import type { ByteReader } from './byte-reader.ts';

/** Bytes that are read at a time. */
const READ_BYTES = 256 * 1024;

/** A file that is held open while it grows, whatever becomes of its name. */
export class GrowingFile implements ByteReader {
  readonly id: string;
  readonly #path: string;
  readonly #handle: FileHandle;
  #offset = 0;

  private constructor(path: string, handle: FileHandle, id: string) {
    this.#path = path;
    this.#handle = handle;
    this.id = id;
  }

  /** Opens a file; every failure is a Fault that names it. */
  static async open(path: string): Promise<GrowingFile> {
    return attempt(path, async () => {
      const handle = await open(path, 'r');
      const { dev, ino } = await handle.stat();
      return new GrowingFile(path, handle, `${dev}:${ino}`);
    });
  }

  seek(offset: number): void {
    this.#offset = offset;
  }

  /** The next bytes; null where there are none yet. */
  async next(): Promise<Buffer | null> {
    const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
    const read = this.#handle.read(buffer, 0, READ_BYTES, this.#offset);
    const { bytesRead } = await attempt(this.#path, () => read);
    this.#offset += bytesRead;
    return bytesRead === 0 ? null : buffer.subarray(0, bytesRead);
  }

  async size(): Promise<number> {
    return (await attempt(this.#path, () => this.#handle.stat())).size;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

async function attempt<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    // The edge to the system: from here on it is a failure that a person can be told about.
    const message = `cannot read ${path} (${systemReason(error)}); check the path and its permissions`;
    throw new Fault('source-failed', message, { cause: error });
  }
}
