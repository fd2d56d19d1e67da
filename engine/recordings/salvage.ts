import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Batch } from '../data/batch.ts';
import { BLOCK_BYTES, BlockSums } from '../files/block-sums.ts';
import { ByteBuffer } from '../files/byte-buffer.ts';
import { createEncoder } from '../files/create-encoder.ts';
import type { DurableFiles } from '../files/durable.ts';
import { PartFile } from '../sinks/file/part-file.ts';
import { partRows } from './part-rows.ts';
import { trustedGroups } from './trusted-groups.ts';
import type { Block } from './trusted-groups.ts';
import type { RecordingKey } from './recording-key.ts';
import { timesOf } from './row-times.ts';
import type { Manifest, Part, UnfinishedPart } from './recording.ts';

const DIGITS = 8;
const LF = 10;

/** What is known of a part that is not whole. */
export interface Wreck {
  readonly name: string;
  /** The file that it is in now. */
  readonly source: string;
  /** What the manifest says of it; null: nothing. */
  readonly known: Part | UnfinishedPart | null;
  readonly manifest: Manifest;
  /** Of an encrypted recording. */
  readonly key: RecordingKey | null;
}

/** The name of the file that what could be saved of a part is written to. */
export function repairedName(part: string): string {
  return `.${part}.repaired`;
}

/** Writes the rows of a part that can be trusted into a new file, beside the old one, and gives the new part; durable when it settles. */
export async function salvagePart(files: DurableFiles, folder: string, wreck: Wreck): Promise<UnfinishedPart> {
  const { name, manifest, key } = wreck;
  const temporary = repairedName(name);
  await files.removeLeftover(join(folder, temporary));
  const part = new PartFile(name, await files.create(join(folder, temporary)), {
    compress: manifest.compress,
    recipient: key?.part ?? null,
  });
  try {
    await writeTrusted(part, folder, wreck);
    const saved = await part.close();
    await files.syncFolder(folder);
    return saved;
  } catch (error) {
    await part.abandon();
    throw error;
  }
}

async function writeTrusted(part: PartFile, folder: string, wreck: Wreck): Promise<void> {
  const { manifest } = wreck;
  const encoder = await createEncoder(manifest.format, manifest.schema);
  const buffer = new ByteBuffer();
  await part.write({ bytes: encoder.header, rows: 0, firstTime: Infinity, lastTime: -Infinity });
  for await (const batch of trustedRows(folder, wreck)) {
    encoder.encode(batch, buffer);
    await part.write({ bytes: buffer.take(), rows: batch.length, ...spanOf(batch, manifest) });
  }
  encoder.finish(buffer);
  await part.write({ bytes: buffer.take(), rows: 0, firstTime: Infinity, lastTime: -Infinity });
}

async function* trustedRows(folder: string, { name, source, known, manifest, key }: Wreck): AsyncGenerator<Batch> {
  const path = join(folder, source);
  const isPlain = manifest.compress === 'none' && manifest.encrypt === 'none';
  if (manifest.format === 'parquet' && isPlain) {
    yield* trustedGroups(name, blocksOf(path, known), manifest.schema);
    return;
  }
  const { header } = await createEncoder(manifest.format, manifest.schema);
  const bytes = isPlain ? trustedLines(path, known, header) : trustedBeginning(path, known);
  try {
    // A row that cannot be read is damaged, and left out.
    yield* partRows(name, bytes, manifest, { batchSize: 1000, reject: () => undefined, key });
  } catch {
    // Compressed or encrypted bytes that were cut off cannot be unpacked to their end; what came before is kept.
  }
}

/** The lines that lie in blocks whose checksums fit, or, where there are no checksums, all that end; `header` stands before the first. */
async function* trustedLines(
  path: string,
  known: Part | UnfinishedPart | null,
  header: Uint8Array,
): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  let isRestTrusted = true;
  let isFirst = true;
  for await (const { block, isTrusted } of blocksOf(path, known)) {
    // It is damaged with its block, and all other lines hang on it.
    if (isFirst && !isTrusted) yield Buffer.from(header);
    isFirst = false;
    const last = block.lastIndexOf(LF);
    const first = block.indexOf(LF);
    if (last === -1) {
      rest = Buffer.concat([rest, block]);
      isRestTrusted &&= isTrusted;
      continue;
    }
    if (isRestTrusted && isTrusted) yield Buffer.concat([rest, block.subarray(0, last + 1)]);
    else if (isTrusted && first < last) yield block.subarray(first + 1, last + 1);
    rest = Buffer.from(block.subarray(last + 1));
    isRestTrusted = isTrusted;
  }
}

/** The bytes before the first block whose checksum does not fit. */
async function* trustedBeginning(path: string, known: Part | UnfinishedPart | null): AsyncGenerator<Buffer> {
  for await (const { block, isTrusted } of blocksOf(path, known)) {
    if (!isTrusted) return;
    yield block;
  }
  if (known && 'written' in known) yield Buffer.from(known.end, 'hex');
}

async function* blocksOf(path: string, known: Part | UnfinishedPart | null): AsyncGenerator<Block> {
  let number = 0;
  // What follows was never part of it.
  const end = known === null ? Infinity : ('written' in known ? known.written : known.bytes) - 1;
  for await (const block of createReadStream(path, { highWaterMark: BLOCK_BYTES, end }) as AsyncIterable<Buffer>) {
    yield { block, isTrusted: isTrusted(block, number, known) };
    number++;
  }
}

function isTrusted(block: Buffer, number: number, known: Part | UnfinishedPart | null): boolean {
  if (known === null || known.blocks === '') return true;
  const wanted = known.blocks.slice(number * DIGITS, (number + 1) * DIGITS);
  const sums = new BlockSums();
  sums.update(block);
  if ('written' in known && block.length < BLOCK_BYTES) sums.update(Buffer.from(known.end, 'hex'));
  // The last block of a file that was cut short: what is left of it has no checksum, and is only trusted as far as it can be read.
  const isCut =
    (number + 1) * BLOCK_BYTES <= known.bytes
      ? block.length < BLOCK_BYTES
      : number * BLOCK_BYTES + block.length < known.bytes;
  return sums.text.slice(0, DIGITS) === wanted || (isCut && !('written' in known));
}

function spanOf(batch: Batch, { eventTime }: Manifest): { firstTime: number; lastTime: number } {
  const span = { firstTime: Infinity, lastTime: -Infinity };
  const times = timesOf(batch, eventTime);
  for (let i = 0; times !== null && i < batch.length; i++) {
    span.firstTime = Math.min(span.firstTime, times[i]!);
    span.lastTime = Math.max(span.lastTime, times[i]!);
  }
  return span;
}
