import type { OperatorText } from '../document.ts';
import type { Columns, Row } from '../value.ts';

/** What an operator is made of, and where its rows go. */
export interface Surroundings {
  readonly text: OperatorText;
  /** The columns of each input. */
  readonly inputs: readonly Columns[];
  give(row: Row): void;
  /** A row that came too late, from the input of that number. */
  giveLate(row: Row, input: number): void;
  /** A result that cannot be computed. */
  countRejected(): void;
}

/** One operator: takes one row or one watermark at a time. A Rejected that `take` throws rejects its row. */
export interface Operator {
  readonly columns: Columns;
  /** `watermark` is the one in force when the row comes. */
  take(row: Row, watermark: number, input: number): void;
  /** The watermark has risen to `watermark`; what fires is given before it goes on. */
  advance(watermark: number): void;
}
