import { Fault } from '../fault.ts';
import type { DurableFiles } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import { nodeFileSystem } from '../files/file-system.ts';
import { exportFiles } from '../recordings/export-files.ts';

interface UnderWay {
  readonly of: number;
  done: number;
  isCancelled: boolean;
}

/** One export of which the length is known, and what writes it. */
export interface ExportTask {
  readonly path: string;
  /** How much there is to do, in whatever `passed` counts. */
  readonly of: number;
  /** How large the file will be, where that is known before. */
  readonly bytes?: number;
  /** Gives how many rows were written; fails with what `passed` throws. */
  readonly write: (files: DurableFiles, passed: (count: number) => void) => Promise<number>;
}

/** Carries out one export at a time, and knows how far it is. */
export class Exporter {
  readonly #system: FileSystem;
  #underWay: UnderWay | null = null;

  constructor(system: FileSystem = nodeFileSystem) {
    this.#system = system;
  }

  /** How much of the export under way is done, from 0 to 1; null: none is. */
  get share(): number | null {
    return this.#underWay && Math.min(1, this.#underWay.done / Math.max(1, this.#underWay.of));
  }

  /** Ends the export under way; without one it changes nothing. */
  cancel(): void {
    if (this.#underWay !== null) this.#underWay.isCancelled = true;
  }

  /** What writes the file `path` that a person wants, of so many `bytes` where that is known. */
  files(path: string, bytes?: number): DurableFiles {
    return exportFiles(path, bytes, this.#system);
  }

  /** Settles with how many rows were written; null: it was cancelled, and there is no file. */
  async run({ path, of, bytes, write }: ExportTask): Promise<number | null> {
    if (this.#underWay !== null) throw new Fault('conflict', 'another export is under way; wait for it, or cancel it');
    const underWay: UnderWay = { of, done: 0, isCancelled: false };
    this.#underWay = underWay;
    try {
      return await write(this.files(path, bytes), (count) => {
        underWay.done += count;
        if (underWay.isCancelled) throw new Error('cancelled');
      });
    } catch (error) {
      // Whatever else goes wrong on the way out of a cancelled one, nobody waits for it.
      if (underWay.isCancelled) return null;
      throw error;
    } finally {
      this.#underWay = null;
    }
  }
}
