import path from 'node:path';
import { describeFault, type PlayerThread } from '../../engine/index.ts';
import type { Imported } from '../ipc/importing.ts';

export interface ImportDeskParts {
  readonly thread: Pick<PlayerThread, 'ask'>;
  /** The library's folder, absolute. */
  readonly library: () => string;
  /** Asks a person for files; none: given up. */
  readonly choose: () => Promise<readonly string[]>;
  /** Hears that the library has changed. */
  readonly onImported: () => void;
}

/** Takes files into the library, one after the other, in a thread of its own. One that cannot be taken in does not keep the others. */
export class ImportDesk {
  readonly #parts: ImportDeskParts;
  #before: Promise<unknown> = Promise.resolve();

  constructor(parts: ImportDeskParts) {
    this.#parts = parts;
  }

  /** Asks a person which files, and takes them in. */
  async choose(): Promise<readonly Imported[]> {
    return this.take(await this.#parts.choose());
  }

  async take(paths: readonly string[]): Promise<readonly Imported[]> {
    const all: Imported[] = [];
    for (const each of paths) {
      const taken = this.#before.then(() => this.#take(each));
      this.#before = taken;
      all.push(await taken);
    }
    if (all.some(({ id }) => id !== null)) this.#parts.onImported();
    return all;
  }

  async #take(file: string): Promise<Imported> {
    const name = path.basename(file);
    try {
      const { folder, leftOut } = await this.#parts.thread.ask('takeIn', file, this.#parts.library());
      return { file: name, id: path.basename(folder), leftOut, fault: null };
    } catch (error) {
      return { file: name, id: null, leftOut: 0, fault: describeFault(error) };
    }
  }
}
