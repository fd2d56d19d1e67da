import zlib from 'node:zlib';

/** Node's own, which is many times faster; Node 18 has none. */
const native: typeof zlib.crc32 | undefined = zlib.crc32;

/** The remainders of all bytes, followed by 0 to 3 zero bytes (slicing by four: Kounavis and Berry). */
const TABLES = createTables();

/** CRC-32 of a sequence of bytes that comes in pieces, as gzip and PNG have it: finds every damage within 32 bits, so every damaged byte. */
export class Crc32 {
  #remainder = -1;

  update(bytes: Uint8Array): void {
    this.#remainder = native === undefined ? remainderOf(bytes, this.#remainder) : ~native(bytes, this.value);
  }

  /** The checksum of everything so far. */
  get value(): number {
    return ~this.#remainder >>> 0;
  }
}

/** What is left of the division that left `before`, with `bytes` brought down. */
export function remainderOf(bytes: Uint8Array, before: number): number {
  const [zero, one, two, three] = TABLES;
  let remainder = before;
  let i = 0;
  for (const end = bytes.length - 3; i < end; i += 4) {
    const next = remainder ^ (bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24));
    remainder =
      three[next & 0xff]! ^ two[(next >>> 8) & 0xff]! ^ one[(next >>> 16) & 0xff]! ^ zero[(next >>> 24) & 0xff]!;
  }
  for (; i < bytes.length; i++) remainder = zero[(remainder ^ bytes[i]!) & 0xff]! ^ (remainder >>> 8);
  return remainder;
}

/** The CRC-32 of `bytes`. */
export function crc32(bytes: Uint8Array): number {
  const crc = new Crc32();
  crc.update(bytes);
  return crc.value;
}

function createTables(): readonly [Int32Array, Int32Array, Int32Array, Int32Array] {
  const zero = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++)
      remainder = (remainder & 1) === 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
    zero[byte] = remainder;
  }
  const next = (table: Int32Array): Int32Array => table.map((each) => zero[each & 0xff]! ^ (each >>> 8));
  const one = next(zero);
  const two = next(one);
  return [zero, one, two, next(two)];
}
