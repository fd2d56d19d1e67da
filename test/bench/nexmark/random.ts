/** Random whole numbers, the same for the same seed: a linear congruential generator, mixed, so that the low bits are random too. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 to below `bound`. */
  below(bound: number): number {
    return Math.floor(this.share() * bound);
  }

  /** From 0 to below 1. */
  share(): number {
    return this.bits() / 2 ** 32;
  }

  /** 32 bits, as a number from 0. */
  bits(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) | 0;
    const mixed = Math.imul(this.#state ^ (this.#state >>> 15), 0x2c1b3c6d);
    return (mixed ^ (mixed >>> 13)) >>> 0;
  }
}

/** Lower-case letters and blanks, at random: where texts are cut from. */
export function randomLetters(seed: number, length: number): string {
  const random = new Random(seed);
  let letters = '';
  for (let i = 0; i < length; i++) letters += 'abcdefghijklmnopqrstuvwxyz '[random.below(27)]!;
  return letters;
}
