import type { Buckets, LinePoints } from '../data/thinning.ts';

/** What the thread that reads the history of the charts is asked. */
export interface HistoryOrders {
  /** The points of `files` and the `unwritten` ones in a span, thinned out to at most two for each bucket and series. */
  read(files: readonly string[], unwritten: readonly LinePoints[], buckets: Buckets): readonly LinePoints[];
}
