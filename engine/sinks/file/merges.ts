import type { UnfinishedPart } from '../../recordings/recording.ts';
import type { PartMerger } from './part-merger.ts';
import { isPiece, wholeName } from './part-name.ts';
import type { MergedPart } from './part-queue.ts';

/** Makes parts of pieces in the background, one after the other. The first failure ends it: what is asked for after that fails with the same error. */
export class Merges {
  readonly #merger: PartMerger;
  readonly #stop = new AbortController();
  #tail: Promise<void> = Promise.resolve();
  #done: MergedPart[] = [];
  #failure: { readonly error: unknown } | null = null;

  constructor(merger: PartMerger) {
    this.#merger = merger;
  }

  /** Begins with pieces that are all of their part. */
  begin(pieces: readonly UnfinishedPart[]): void {
    this.#tail = this.#tail.then(async () => {
      if (this.#failure || this.#stop.signal.aborted) return;
      try {
        const merged = await this.#merge(pieces, this.#stop.signal);
        this.#done.push(merged);
      } catch (error) {
        // Nobody waits for background work: it is kept for the next call that somebody waits for.
        if (!this.#stop.signal.aborted) this.#failure = { error };
      }
    });
  }

  /** The parts that were made since the last time. */
  take(): readonly MergedPart[] {
    if (this.#failure) throw this.#failure.error;
    const done = this.#done;
    this.#done = [];
    return done;
  }

  /** Settles once all that was begun is done, well or not. */
  async settled(): Promise<void> {
    await this.#tail;
  }

  /** Gives up what is under way. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#tail;
  }

  /** After `stop`: makes parts of all pieces among `parts`, as far as that can still be done. */
  async last(parts: readonly UnfinishedPart[]): Promise<readonly MergedPart[]> {
    const done = this.#done;
    for (const pieces of groupsOf(parts.filter(({ name }) => isPiece(name)))) {
      if (done.some(({ part }) => part.name === wholeName(pieces[0].name))) continue;
      try {
        done.push(await this.#merge(pieces));
      } catch {
        // The failure that ended the sink is told already, and most often it is the same: pieces are as safe as parts.
        break;
      }
    }
    return done;
  }

  async #merge(pieces: readonly UnfinishedPart[], signal?: AbortSignal): Promise<MergedPart> {
    return { part: await this.#merger.merge(pieces, signal), pieces: pieces.map(({ name }) => name) };
  }
}

/** `parts` in their order, the pieces of one part together. */
export function groupsOf(
  parts: readonly UnfinishedPart[],
): readonly (readonly [UnfinishedPart, ...UnfinishedPart[]])[] {
  const groups = new Map<string, [UnfinishedPart, ...UnfinishedPart[]]>();
  for (const part of parts) {
    const whole = wholeName(part.name);
    const group = groups.get(whole);
    if (group) group.push(part);
    else groups.set(whole, [part]);
  }
  return [...groups.values()];
}
