import type { HeldSpan, TrialComparison } from '../../engine/index.ts';

/** What the page may ask about trying a document before it is applied. */
export interface TrialRequests {
  /** Has the last rows of a pipeline's sources held from now on, for some minutes after the last time it is asked; null of one that does not run. */
  holdRows(id: string): HeldSpan | null;
  /**
   * Runs the document and the one that the pipeline has now on the rows that are held, or on a recording, as fast as possible. Nothing is
   * written, and the pipeline does not notice it. Null: it was cancelled.
   */
  tryDocument(id: string, text: string, recording: string | null): TrialComparison | null;
  /** Ends the trial that is under way; without one it changes nothing. */
  cancelTrial(): null;
}
