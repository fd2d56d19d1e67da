import { crc32 } from './crc32.ts';

/** Bytes that one checksum is of: how closely damage can be told. */
export const BLOCK_BYTES = 64 * 1024;

/** CRC-32 of each block of a sequence of bytes that comes in pieces, as eight hexadecimal digits each, one after the other. */
export class BlockSums {
  readonly #block = new Uint8Array(BLOCK_BYTES);
  #length = 0;
  #whole = '';

  update(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const taken = Math.min(BLOCK_BYTES - this.#length, bytes.length - at);
      this.#block.set(bytes.subarray(at, at + taken), this.#length);
      this.#length += taken;
      at += taken;
      if (this.#length === BLOCK_BYTES) this.#endBlock();
    }
  }

  /** The checksums so far, the last one of a block that may not be full. */
  get text(): string {
    return this.#length === 0 ? this.#whole : this.#whole + digits(this.#block.subarray(0, this.#length));
  }

  /** What `text` would be if `end` came, too. */
  textWith(end: Uint8Array): string {
    const other = new BlockSums();
    other.update(this.#block.subarray(0, this.#length));
    other.update(end);
    return this.#whole + other.text;
  }

  #endBlock(): void {
    this.#whole += digits(this.#block);
    this.#length = 0;
  }
}

function digits(block: Uint8Array): string {
  return crc32(block).toString(16).padStart(8, '0');
}
