import type { UnfinishedPart } from '../../recordings/recording.ts';
import { isPiece, wholeName } from './part-name.ts';

/** What pieces became: one part, which is durable under its hidden name. */
export interface MergedPart {
  readonly part: UnfinishedPart;
  /** The names of its pieces. */
  readonly pieces: readonly string[];
}

/** What a checkpoint that is complete brings with it. */
export interface Ready {
  /** Parts that can be shown, in the order of their rows. */
  readonly shown: readonly UnfinishedPart[];
  /** The names of pieces that are in these. */
  readonly replaced: readonly string[];
  /** Pieces that stay, because their part is not whole. */
  readonly kept: readonly UnfinishedPart[];
}

/** Parts and pieces that are closed and durable, and not shown yet, in the order of their rows, which is that in which they are shown. */
export class PartQueue {
  #items: { readonly checkpoint: number; readonly part: UnfinishedPart }[] = [];
  readonly #merged = new Map<string, MergedPart>();

  /** Everything that waits. */
  get parts(): readonly UnfinishedPart[] {
    return this.#items.map(({ part }) => part);
  }

  /** `part` can be shown once checkpoint number `checkpoint` is complete. */
  add(checkpoint: number, part: UnfinishedPart): void {
    this.#items.push({ checkpoint, part });
  }

  /** Some of the pieces that wait, or are to come, were made one part. */
  merged(whole: MergedPart): void {
    this.#merged.set(whole.part.name, whole);
  }

  /** What can be shown now that `checkpoint` is complete. It stays here until it is, for showing it may fail. */
  ready(checkpoint: number): Ready {
    const after = this.#items.findIndex((item) => checkpoint < item.checkpoint);
    const ready = (after === -1 ? this.#items : this.#items.slice(0, after)).map(({ part }) => part);
    const shown: UnfinishedPart[] = [];
    const replaced: string[] = [];
    let taken = 0;
    while (taken < ready.length) {
      const next = this.#whole(ready.slice(taken));
      if (next === null) break;
      shown.push(next.part);
      if (isPiece(ready[taken]!.name)) replaced.push(...next.pieces);
      taken += next.pieces.length;
    }
    return { shown, replaced, kept: ready.slice(taken) };
  }

  /** What was ready is shown. */
  isShown({ shown, replaced }: Ready): void {
    const gone = new Set([...shown.map(({ name }) => name), ...replaced]);
    for (const { name } of shown) this.#merged.delete(name);
    this.#items = this.#items.filter(({ part }) => !gone.has(part.name));
  }

  /** What the first of `parts` is part of, if all of it is among them. */
  #whole(parts: readonly UnfinishedPart[]): MergedPart | null {
    const [first] = parts;
    if (!isPiece(first!.name)) return { part: first!, pieces: [first!.name] };
    const whole = this.#merged.get(wholeName(first!.name));
    return !whole || parts.length < whole.pieces.length ? null : whole;
  }
}
