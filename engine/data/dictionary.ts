/** The distinct strings behind the numbers of a string column. A number once given stays valid. */
export interface Strings {
  /** How many there are; their numbers are 0 … size − 1. */
  readonly size: number;
  /** The string behind `id`. */
  text(id: number): string;
  /** The number of `text`, or -1 where it does not occur. */
  find(text: string): number;
}

/**
 * Strings as they come from where rows are made.
 *
 * Only grows, so a number once given stays valid for as long as the dictionary lives. Whoever fills one
 * starts a new one past `DICTIONARY_LIMIT` entries: a stream of ever new strings must not fill the memory.
 * Readers therefore may cache by dictionary identity, but never across dictionaries.
 */
export class Dictionary implements Strings {
  readonly #ids = new Map<string, number>();
  readonly #strings: string[] = [];

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

  find(text: string): number {
    return this.#ids.get(text) ?? -1;
  }

  text(id: number): string {
    return this.#strings[id]!;
  }
}

/** Entries after which a filler starts a new dictionary. */
export const DICTIONARY_LIMIT = 65_536;
