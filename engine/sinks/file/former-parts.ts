import { join } from 'node:path';
import { allParts } from '../../recordings/part-bytes.ts';
import type { Manifest, Part, UnfinishedPart } from '../../recordings/recording.ts';
import { compareNatural } from '../../sources/file/natural-order.ts';
import { partsAnd } from './begin-manifest.ts';
import { adoptUnfinished, finishedPart } from './finish-part.ts';
import { finishPieces } from './finish-pieces.ts';
import type { PieceWork } from './finish-pieces.ts';
import { groupsOf } from './merges.ts';
import { inProgressName, isPiece, wholeName } from './part-name.ts';
import type { PartsState, RestoredParts } from './restore-parts.ts';
import { restoreParts } from './restore-parts.ts';

/** What writers that are gone left in the folder of a recording. */
export class FormerParts {
  readonly #work: PieceWork;
  readonly #names: readonly string[];
  readonly #former: Manifest | null;
  readonly #write: (manifest: Manifest) => Promise<void>;

  /** `names`: all that is in the folder; `former`: the manifest that is there, and `write` makes another one last. */
  constructor(
    work: PieceWork,
    names: readonly string[],
    { former, write }: { former: Manifest | null; write: (manifest: Manifest) => Promise<void> },
  ) {
    this.#work = work;
    this.#names = names;
    this.#former = former;
    this.#write = write;
  }

  /** The manifest that begins, with what was there: all of it, or, with `states`, what there was at their checkpoint. */
  async goOnWith(begun: Manifest, states: readonly PartsState[] | undefined): Promise<Manifest> {
    const former = this.#former;
    // Unfinished parts of a writer that goes on from a checkpoint are in the checkpoint.
    const kept = former && { ...begun, ...(await this.#kept(former, states === undefined || states.length === 0)) };
    return states ? this.#restored(kept ?? begun, states) : (kept ?? begun);
  }

  /** Takes away pieces whose part is shown, once `manifest` no longer names them. */
  async removePieces(manifest: Manifest): Promise<void> {
    const { files, folder } = this.#work;
    const shown = new Set(manifest.parts.map(({ name }) => name));
    for (const hidden of this.#names) {
      const name = /^\.(part-.*)\.inprogress$/.exec(hidden)?.[1] ?? '';
      if (isPiece(name) && shown.has(wholeName(name))) await files.removeLeftover(join(folder, hidden));
    }
  }

  /** All that the manifest names, with what was committed of parts that were left open. */
  async #kept(former: Manifest, adopts: boolean): Promise<Partial<Manifest>> {
    const { name, startedAt, eventTime, gaps, gapCount } = former;
    const adopted: Part[] = [];
    const unfinished = adopts ? former.unfinished : [];
    // In their order: whoever looks meanwhile finds no hole.
    for (const group of groupsOf(unfinished)) {
      const part = isPiece(group[0].name) ? await finishPieces(this.#work, group, allParts(former)) : null;
      if (part) adopted.push(part);
      else for (const each of group) adopted.push(await this.#adopt(each));
    }
    return { name, startedAt, eventTime, gaps, gapCount, ...partsAnd(former.parts, inOrder(adopted)) };
  }

  /** What is damaged stays as it is and stays named, so that whoever looks is told of it. */
  async #adopt(part: UnfinishedPart): Promise<Part> {
    const { files, folder } = this.#work;
    return (await adoptUnfinished(files, folder, part)) ?? finishedPart(part);
  }

  async #restored(manifest: Manifest, states: readonly PartsState[]): Promise<Manifest> {
    const adopted = new Set(manifest.parts.map(({ name }) => inProgressName(name)));
    const names = this.#names.filter((name) => !adopted.has(name));
    const shown = this.#former === null ? [] : allParts(this.#former);
    const others = ({ parts, takenBack }: RestoredParts): readonly Part[] => {
      const replaced = new Set([...takenBack, ...parts.map(({ name }) => name)]);
      return manifest.parts.filter(({ name }) => !replaced.has(name));
    };
    const announce = (what: RestoredParts): Promise<void> =>
      this.#write({ ...manifest, ...partsAnd(others(what), []), unfinished: inOrder(what.parts) });
    const restored = await restoreParts(this.#work, { names, shown }, { states, announce });
    return { ...manifest, ...partsAnd(others(restored), inOrder(restored.parts.map(finishedPart))) };
  }
}

function inOrder<T extends Part>(parts: readonly T[]): readonly T[] {
  return [...parts].sort((a, b) => compareNatural(a.name, b.name));
}
