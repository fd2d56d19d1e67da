/**
 * Which characters the atoms of a regular expression take: the first 256, those that stand in it with their neighbours, and a few
 * others, for all the rest. Two atoms that share no sample share no character.
 */
export class CharacterSets {
  readonly #samples: readonly string[];
  readonly #sets = new Map<string, Uint8Array>();

  constructor(source: string) {
    const points = new Set(OTHERS);
    for (let point = 0; point < 256; point++) points.add(point);
    for (const character of source) {
      const point = character.codePointAt(0)!;
      for (const near of [point - 1, point, point + 1]) points.add(Math.max(0, Math.min(near, LAST_POINT)));
    }
    this.#samples = [...points].map((point) => String.fromCodePoint(point));
  }

  /** A mark for each sample that `atom` takes. */
  of(atom: string): Uint8Array {
    const known = this.#sets.get(atom);
    if (known) return known;
    const expression = new RegExp(`^${atom}$`, 'u');
    // What is written by number or by property may be any character.
    const isAny = /\\[pPu]/.test(atom);
    const set = Uint8Array.from(this.#samples, (sample) => (isAny || expression.test(sample) ? 1 : 0));
    this.#sets.set(atom, set);
    return set;
  }
}

const LAST_POINT = 0x10ffff;
// Line ends and blanks of their own, a letter, a digit, an emoji and a private character.
const OTHERS = [0x2028, 0x2029, 0x2003, 0xfeff, 0x4e2d, 0x0661, 0x1f600, 0xe000];
