/** A length whose four bits are all set goes on in the bytes behind it. */
const GOES_ON = 15;
/** What a repetition has at least. */
const SHORTEST_MATCH = 4;

/** One block of LZ4, to be decompressed into `output` from `at` on; what is before that may be repeated. */
export class Lz4Block {
  readonly #input: Uint8Array;
  readonly #output: Uint8Array;
  #from = 0;
  #to: number;

  constructor(input: Uint8Array, output: Uint8Array, at: number) {
    this.#input = input;
    this.#output = output;
    this.#to = at;
  }

  /** Gives where in `output` it ends; throws where the block is damaged. */
  decompress(): number {
    const { length } = this.#input;
    while (this.#from < length) {
      const token = this.#input[this.#from++]!;
      this.#take(this.#length(token >> 4));
      // The last sequence has no repetition.
      if (this.#from < length) this.#repeat(token & GOES_ON);
    }
    return this.#to;
  }

  #length(bits: number): number {
    let length = bits;
    for (let byte = bits === GOES_ON ? 255 : 0; byte === 255; length += byte) byte = this.#byte();
    return length;
  }

  #byte(): number {
    if (this.#from === this.#input.length) throw new Error('a block ends too early');
    return this.#input[this.#from++]!;
  }

  /** Bytes as they stand. */
  #take(length: number): void {
    const end = this.#from + length;
    if (this.#input.length < end) throw new Error('a block ends too early');
    this.#checkRoom(length);
    while (this.#from < end) this.#output[this.#to++] = this.#input[this.#from++]!;
  }

  /** Bytes that were there before, perhaps those that it writes itself. */
  #repeat(bits: number): void {
    const back = this.#byte() + this.#byte() * 256;
    const length = this.#length(bits) + SHORTEST_MATCH;
    if (back === 0 || this.#to < back) throw new Error('a block repeats what is not there');
    this.#checkRoom(length);
    const output = this.#output;
    const end = this.#to + length;
    for (let to = this.#to; to < end; to++) output[to] = output[to - back]!;
    this.#to = end;
  }

  #checkRoom(length: number): void {
    if (this.#output.length < this.#to + length) throw new Error('a block is longer than it may be');
  }
}
