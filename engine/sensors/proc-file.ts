import { closeSync, openSync, readSync } from 'node:fs';
import { Fault, systemReason } from '../fault.ts';

const FIRST_BYTES = 16 * 1024;
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * A file of /proc or /sys that is read over and over: kept open, and read from its start into one buffer.
 *
 * Reading /proc is a memory copy, not disk I/O, so the synchronous call is the cheaper one. Measured on Linux 6.18:
 * 5.8 µs a time for /proc/meminfo, against 14.8 µs for `readFileSync`.
 */
export class ProcFile {
  readonly path: string;
  #descriptor: number | null = null;
  #buffer: Buffer = Buffer.allocUnsafe(0);

  constructor(path: string) {
    this.path = path;
  }

  /**
   * What it holds now, or null where it does not exist. The bytes are valid until the next call.
   * Throws a Fault where it may not be read.
   */
  read(): Buffer | null {
    try {
      this.#descriptor ??= openSync(this.path, 'r');
      return this.#readAll(this.#descriptor);
    } catch (error) {
      this.close();
      if (isMissing(error)) return null;
      throw new Fault('source-failed', `cannot read ${this.path} (${systemReason(error)})`, { cause: error });
    }
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  #readAll(descriptor: number): Buffer {
    if (this.#buffer.length === 0) this.#buffer = Buffer.allocUnsafe(FIRST_BYTES);
    let length = 0;
    for (;;) {
      const bytes = readSync(descriptor, this.#buffer, length, this.#buffer.length - length, length);
      length += bytes;
      if (bytes === 0 || length === MAX_BYTES) return this.#buffer.subarray(0, length);
      if (length === this.#buffer.length) this.#buffer = grown(this.#buffer);
    }
  }
}

/** Whether a system call failed because there is no such file, or because its device is gone. */
export function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENODEV' || code === 'ENXIO';
}

function grown(buffer: Buffer): Buffer {
  const larger = Buffer.allocUnsafe(Math.min(MAX_BYTES, buffer.length * 2));
  buffer.copy(larger);
  return larger;
}
