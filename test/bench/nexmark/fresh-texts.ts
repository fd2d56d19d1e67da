import type { Strings } from '../../../engine/data/dictionary.ts';

/** Texts of which each is another one, so that nothing has to look whether one is known. */
export class FreshTexts implements Strings {
  readonly #texts: string[] = [];

  get size(): number {
    return this.#texts.length;
  }

  /** The number of `text`, which is none of those before. */
  add(text: string): number {
    return this.#texts.push(text) - 1;
  }

  text(id: number): string {
    return this.#texts[id]!;
  }

  find(text: string): number {
    return this.#texts.indexOf(text);
  }
}
