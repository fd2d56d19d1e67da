import { join } from 'node:path';
import type { DurableFiles } from '../../files/durable.ts';

/** Enough for a manifest of many parts and the folder's own growth. */
const RESERVE_BYTES = 64 * 1024;

const RESERVE_NAME = '.reserve';

/** Space that is held back while a recording is made, so that it can be closed properly once the disk is full. */
export class Reserve {
  readonly #files: DurableFiles;
  readonly #path: string;

  constructor(files: DurableFiles, folder: string) {
    this.#files = files;
    this.#path = join(folder, RESERVE_NAME);
  }

  /** Takes the space; a Fault where there is not even that much. */
  async hold(): Promise<void> {
    // One that a killed run has left behind.
    await this.#files.removeLeftover(this.#path);
    const file = await this.#files.create(this.#path);
    try {
      await file.write(new Uint8Array(RESERVE_BYTES));
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** Gives the space to what is written next. */
  async release(): Promise<void> {
    await this.#files.removeLeftover(this.#path);
  }
}
