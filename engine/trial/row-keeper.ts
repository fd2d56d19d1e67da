import type { Batch } from '../data/batch.ts';
import type { SourceEntry } from '../runtime/entries.ts';
import type { Clock } from '../time/clock.ts';
import { RowHolder } from './held-rows.ts';
import type { HeldRows, HeldSpan } from './held-rows.ts';

/** What nobody has asked for this long is let go of. */
const FORGOTTEN_AFTER_MS = 5 * 60_000;

/** The last rows of the sources of a pipeline, by the ids of their nodes. */
export type Held = Readonly<Record<string, HeldRows>>;

/**
 * Holds the last rows of the sources while a person edits the pipeline, so that what is written can be tried on them. It is one more reader
 * of each source, which copies; without anybody who edits there is none.
 */
export class RowKeeper {
  readonly #sources: readonly SourceEntry[];
  readonly #clock: Clock;
  readonly #holders = new Map<string, RowHolder>();
  #detach: readonly (() => void)[] = [];
  #forgotten: NodeJS.Timeout | undefined;

  constructor(sources: readonly SourceEntry[], clock: Clock) {
    this.#sources = sources;
    this.#clock = clock;
  }

  /** Goes on holding rows, from the next batch on where it did not yet, and tells how many there are of all sources together. */
  keep(): HeldSpan {
    clearTimeout(this.#forgotten);
    this.#forgotten = setTimeout(() => this.end(), FORGOTTEN_AFTER_MS).unref();
    if (this.#detach.length === 0) this.#begin();
    const spans = [...this.#holders.values()].map((holder) => holder.span());
    const since = spans.flatMap((span) => span.since ?? []);
    return {
      rows: spans.reduce((sum, { rows }) => sum + rows, 0),
      since: since.length === 0 ? null : Math.min(...since),
    };
  }

  /** What is held now. */
  rows(): Held {
    this.keep();
    const held = this.#sources.map(({ node }) => [node.id, this.#holders.get(node.id)!.rows(node.schema)] as const);
    return Object.fromEntries(held);
  }

  /** Lets go of everything. */
  end(): void {
    clearTimeout(this.#forgotten);
    for (const detach of this.#detach) detach();
    this.#detach = [];
    this.#holders.clear();
  }

  #begin(): void {
    this.#detach = this.#sources.map(({ node, output }) => {
      const holder = new RowHolder();
      this.#holders.set(node.id, holder);
      const receive = (batch: Batch): void => holder.hold(batch, this.#clock.now());
      return output.add({ keepsBatches: false, receive, idle: () => undefined });
    });
  }
}
