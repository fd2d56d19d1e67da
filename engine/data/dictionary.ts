/**
 * The distinct strings behind the numbers of a string column.
 *
 * Only grows, so a number once given stays valid for as long as the dictionary lives. Whoever fills one
 * starts a new one past `DICTIONARY_LIMIT` entries: a stream of ever new strings must not fill the memory.
 * Readers therefore may cache by dictionary identity, but never across dictionaries.
 */
export class Dictionary {
  readonly #ids = new Map<string, number>();
  readonly #strings: string[] = [];

  /** How many strings it holds; ids are 0 … size − 1. */
  get size(): number {
    return this.#strings.length;
  }

  /** The number of `text`, new or known. */
  intern(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#strings.length;
    this.#strings.push(text);
    this.#ids.set(text, id);
    return id;
  }

  /** The number of `text`, or -1 where it does not occur. */
  find(text: string): number {
    return this.#ids.get(text) ?? -1;
  }

  /** The string behind `id`. */
  text(id: number): string {
    return this.#strings[id]!;
  }
}

/** Entries after which a filler starts a new dictionary. */
export const DICTIONARY_LIMIT = 65_536;
