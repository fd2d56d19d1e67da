import { Fault } from '../fault.ts';

/** Tar, in blocks of this many bytes: every system has a program that reads it. */
const BLOCK = 512;
const SIZE_DIGITS_MAX = 8 ** 11;

/** The header of a file of `size` bytes in an archive (POSIX ustar; sizes from 8 GiB on in GNU's binary form). */
export function entryHeader(name: string, size: number, mtimeMs: number): Uint8Array {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, 'utf8');
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  if (size < SIZE_DIGITS_MAX) header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  else {
    header.writeUInt8(0x80, 124);
    header.writeBigUInt64BE(BigInt(size), 128);
  }
  header.write(
    `${Math.max(0, Math.floor(mtimeMs / 1000))
      .toString(8)
      .padStart(11, '0')}\0`,
    136,
  );
  header.write('        0', 148);
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** The zeros after a file of `size` bytes. */
export function entryPadding(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}

/** What ends an archive. */
export const ARCHIVE_END = new Uint8Array(2 * BLOCK);

/** One file of an archive that is being read. Its content has to be taken before the next one is asked for. */
export interface Entry {
  readonly name: string;
  readonly size: number;
  readonly content: AsyncIterable<Buffer>;
}

/** The files of an archive, one after the other; a Fault where it is damaged or ends too early. */
export async function* readArchive(path: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Entry, void, undefined> {
  const reader = new ExactReader(path, bytes[Symbol.asyncIterator]());
  for (;;) {
    const header = await reader.take(BLOCK);
    if (header.every((byte) => byte === 0)) return reader.endInZeros();
    const { name, size } = readHeader(path, header);
    yield { name, size, content: reader.pieces(size) };
    checkZeros(path, await reader.take((BLOCK - (size % BLOCK)) % BLOCK));
  }
}

function readHeader(path: string, header: Buffer): { name: string; size: number } {
  const sum = header.reduce((total, byte, i) => total + (148 <= i && i < 156 ? 32 : byte), 0);
  const digits = sum.toString(8).padStart(6, '0');
  // Others that write tar end the digits the other way round.
  if (![`${digits}\0 `, `${digits} \0`].includes(header.toString('latin1', 148, 156)))
    throw damaged(path, 'a header is not as it was written');
  const end = header.indexOf(0);
  const name = header.toString('utf8', 0, Math.min(100, end === -1 ? 100 : end));
  const isBinary = header[124] === 0x80;
  const size = isBinary ? Number(header.readBigUInt64BE(128)) : Number.parseInt(header.toString('latin1', 124, 135), 8);
  if (!Number.isSafeInteger(size)) throw damaged(path, `the size of ${name} cannot be read`);
  return { name, size };
}

function checkZeros(path: string, bytes: Buffer): void {
  if (bytes.some((byte) => byte !== 0)) throw damaged(path, 'there is something where nothing should be');
}

/** Hands out exactly as many bytes as are asked for. */
class ExactReader {
  readonly #path: string;
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(path: string, source: AsyncIterator<Buffer>) {
    this.#path = path;
    this.#source = source;
  }

  async take(count: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.pieces(count)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async *pieces(count: number): AsyncGenerator<Buffer, void, undefined> {
    for (let left = count; 0 < left;) {
      if (this.#rest.length === 0) await this.#readOn();
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** The rest, which is nothing. */
  async endInZeros(): Promise<void> {
    for (let rest = this.#rest; ;) {
      checkZeros(this.#path, rest);
      const next = await this.#source.next();
      if (next.done === true) return;
      rest = next.value;
    }
  }

  async #readOn(): Promise<void> {
    const next = await this.#source.next();
    if (next.done === true) throw damaged(this.#path, 'it ends too early');
    this.#rest = next.value;
  }
}

function damaged(path: string, what: string): Fault {
  return new Fault('recording-failed', `${path} is no whole .millrace file: ${what}; get another copy of it`);
}
