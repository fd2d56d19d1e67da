/** Strings in one block: few enough that encoding them stalls nobody. */
const BLOCK_TEXTS = 8192;

const UTF8 = 0;
const UTF16 = 1;
/** Bytes before the lengths of a block: how many texts, their encoding, how many bytes. */
const HEAD_BYTES = 9;

/**
 * Texts in blocks: lengths in UTF-16 units (−1 for null), then all texts in one. UTF-8, or UTF-16 where a half of a surrogate pair stands
 * alone, which UTF-8 cannot say.
 */
export function* encodeTexts(texts: Texts): Generator<Uint8Array> {
  for (let from = 0; from < texts.length; from += BLOCK_TEXTS) {
    const count = Math.min(BLOCK_TEXTS, texts.length - from);
    const lengths = new Int32Array(count);
    let all = '';
    for (let i = 0; i < count; i++) {
      const text = texts.at(from + i);
      lengths[i] = text === null ? -1 : text.length;
      if (text !== null) all += text;
    }
    const encoding = /[\ud800-\udfff]/.test(all) ? UTF16 : UTF8;
    const bytes = Buffer.from(all, encoding === UTF16 ? 'utf16le' : 'utf8');
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt32LE(count, 0);
    head.writeUInt8(encoding, 4);
    head.writeUInt32LE(bytes.length, 5);
    yield head;
    yield new Uint8Array(lengths.buffer);
    yield bytes;
  }
}

/** A list of texts that is looked up one by one. */
export interface Texts {
  readonly length: number;
  at(place: number): string | null;
}

/** Reads `length` texts from `bytes` at `at`, gives each to `take`, and gives where they end. */
export function decodeTexts(bytes: Buffer, at: number, length: number, take: (text: string | null) => void): number {
  let next = at;
  for (let left = length; 0 < left;) {
    const count = bytes.readUInt32LE(next);
    const encoding = bytes.readUInt8(next + 4) === UTF16 ? 'utf16le' : 'utf8';
    const size = bytes.readUInt32LE(next + 5);
    const lengthsAt = next + HEAD_BYTES;
    const textAt = lengthsAt + 4 * count;
    const all = bytes.toString(encoding, textAt, textAt + size);
    let from = 0;
    for (let i = 0; i < count; i++) {
      const own = bytes.readInt32LE(lengthsAt + 4 * i);
      take(own < 0 ? null : all.slice(from, (from += own)));
    }
    next = textAt + size;
    left -= count;
  }
  return next;
}
