/**
 * Random numbers by place: the number at `row` depends on the seed, the column's name and the row, and on nothing else, so rows
 * come out the same in batches of any size and from any row on, on every machine (32-bit integer arithmetic only).
 * Each row is mixed twice with Chris Wellons' "lowbias32" finalizer, between which the stream's key is added.
 */
export class RandomStream {
  readonly #low: number;
  readonly #high: number;

  /** `name` tells apart the streams of one seed. */
  constructor(seed: number, name: string) {
    let key = mix(seed | 0) ^ mix(Math.floor(seed / 2 ** 32) | 0);
    for (let i = 0; i < name.length; i++) key = mix(key ^ name.charCodeAt(i));
    this.#low = key;
    this.#high = mix(key ^ 0x9e3779b9);
  }

  /** A whole number from 0 to 2^32 − 1. */
  bits(row: number): number {
    return this.#bits(row, this.#low, this.#high) >>> 0;
  }

  /** A multiple of 2^-53 in [0, 1). */
  unit(row: number): number {
    const high = this.#bits(row, this.#low, this.#high) >>> 5;
    const low = this.#bits(row, this.#high, this.#low ^ 0x85ebca6b) >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  }

  #bits(row: number, first: number, second: number): number {
    // Rows past 2^32 must not repeat those before.
    const above = row < 4_294_967_296 ? 0 : mix(Math.floor(row / 4_294_967_296));
    return mix((mix((row ^ first) | 0) + second) ^ above);
  }
}

function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}
