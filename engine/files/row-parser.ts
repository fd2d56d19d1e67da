import type { EventTime, FileSourceOptions } from '../document/plan.ts';
import type { RowFramer } from './row-framer.ts';

/** What the rows of a file look like; a row is rejected whose `eventTime` is null. */
export interface RowFormat extends Pick<FileSourceOptions, 'format' | 'columns' | 'csv'> {
  readonly eventTime?: Pick<EventTime, 'column'> | null;
}

/** Reads the rows of one text format into a batch. */
export interface RowParser {
  /** Appends the framer's row to the batch, or gives the reason why it is rejected. Appends nothing for a blank line. */
  parse(row: RowFramer): string | null;
}
