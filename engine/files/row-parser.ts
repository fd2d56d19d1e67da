import type { RowFramer } from './row-framer.ts';

/** Reads the rows of one text format into a batch. */
export interface RowParser {
  /** Appends the framer's row to the batch, or gives the reason why it is rejected. Appends nothing for a blank line. */
  parse(row: RowFramer): string | null;
}
