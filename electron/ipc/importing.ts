import type { FaultDescription } from '../../engine/index.ts';

/** What became of one file that was to be taken into the library. */
export interface Imported {
  /** The file's name, without its path. */
  readonly file: string;
  /** The recording that it is now; null: it could not be taken in. */
  readonly id: string | null;
  /** Rows that could not be read and are left out. */
  readonly leftOut: number;
  readonly fault: FaultDescription | null;
}

/** What the page may ask about taking in recordings. It never tells a path: a person chooses in a dialog of the desktop, or drops. */
export interface ImportingRequests {
  /** Asks in a dialog of the desktop which files are to be taken in, and takes them in; given up, it gives none. */
  importRecordings(): readonly Imported[];
  /**
   * Takes in what a person has dropped on the window last. The page gives no paths and never learns them: the preload script knows and
   * adds them.
   */
  importDropped(paths?: readonly string[]): readonly Imported[];
}
