import { close, constants, open, read, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { FileReads, hanging } from './file-reads.ts';

const MAX_BYTES = 64;

/** The calls to the system that a sensor's file needs; tests put in ones that hang. */
export interface NumberFiles {
  open(path: string): Promise<number>;
  read(descriptor: number, buffer: Buffer): Promise<number>;
}

/** What a sensor's file is read with. */
export interface SensorFileParts {
  readonly reads?: FileReads;
  readonly system?: NumberFiles;
}

/** The reads of all sensors of this thread. */
const fileReads = new FileReads();

/**
 * A file of /sys that holds one number, kept open.
 *
 * Read on libuv's threads: some chips answer over a bus that takes milliseconds, and a disk may have to be asked. How many wait at once is
 * bounded, and one that hangs is given up, see `FileReads`.
 */
export class SensorFile {
  readonly path: string;
  readonly #buffer = Buffer.allocUnsafe(MAX_BYTES);
  #descriptor: number | null = null;
  #isReading = false;
  #isClosed = false;

  readonly #reads: FileReads;
  readonly #system: NumberFiles;

  constructor(path: string, { reads = fileReads, system = nodeFiles }: SensorFileParts = {}) {
    this.path = path;
    this.#reads = reads;
    this.#system = system;
  }

  /** The number it holds now; NaN where it holds none. Rejects with what the system says, and at once while an earlier reading hangs. */
  read(): Promise<number> {
    if (this.#isReading) return Promise.reject(hanging('it still does not answer'));
    return this.#reads.run(() => this.#readNow());
  }

  async #readNow(): Promise<number> {
    this.#isReading = true;
    try {
      this.#descriptor ??= await this.#system.open(this.path);
      const bytes = await this.#system.read(this.#descriptor, this.#buffer);
      const text = this.#buffer.toString('latin1', 0, bytes).trim();
      return /^-?\d+$/.test(text) ? Number(text) : NaN;
    } finally {
      this.#isReading = false;
      if (this.#isClosed) this.close();
    }
  }

  /** Lets go of the file. A reading under way keeps it until it is done, or its number could be another file's. */
  close(): void {
    this.#isClosed = true;
    if (this.#isReading || this.#descriptor === null) return;
    // Nothing was written, so there is nothing that closing could lose.
    close(this.#descriptor, () => undefined);
    this.#descriptor = null;
  }
}

const nodeFiles: NumberFiles = { open: openFile, read: readFile };

/** The trimmed text of a small file of /sys; null where it cannot be read. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    // Labels and names are optional, and chips come and go.
    return null;
  }
}

/** The names in the folder `path`, in numeric order; none where it cannot be listed. */
export function listFolder(path: string): string[] {
  try {
    return readdirSync(path).sort((left, right) => left.localeCompare(right, 'en', { numeric: true }));
  } catch {
    // As with `readText`.
    return [];
  }
}

/** The name of the folder that the link `path` leads to; null where it leads nowhere. */
export function linkedName(path: string): string | null {
  try {
    return basename(realpathSync(path));
  } catch {
    // As with `readText`.
    return null;
  }
}

function openFile(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    // Not blocking: a pipe that nobody writes to would keep a thread of the pool, and the program, for ever.
    open(path, constants.O_RDONLY | constants.O_NONBLOCK, (error, descriptor) =>
      error ? reject(error) : resolve(descriptor),
    );
  });
}

function readFile(descriptor: number, buffer: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    read(descriptor, buffer, 0, buffer.length, 0, (error, bytes) => (error ? reject(error) : resolve(bytes)));
  });
}
