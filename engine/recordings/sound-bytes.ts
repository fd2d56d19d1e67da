import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Fault } from '../fault.ts';
import { BLOCK_BYTES, BlockSums } from '../files/block-sums.ts';
import { partBytes } from './part-bytes.ts';
import type { Part, UnfinishedPart } from './recording.ts';

/** Of the checksum of one block. */
const DIGITS = 8;

/**
 * The bytes of a part, each block of them only after its checksum was found to fit: what is damaged is a Fault and never handed on, so that
 * a changed digit is not taken for the one that was measured.
 */
export async function* soundBytes(
  folder: string,
  part: Part | UnfinishedPart,
): AsyncGenerator<Buffer, void, undefined> {
  // Parts of the first version have no checksums of blocks: all of one is looked at before any of it counts.
  if (part.blocks === '') return yield* wholeBytes(folder, part);
  const sums = new BlockSums();
  let held: Buffer = Buffer.alloc(0);
  let given = 0;
  for await (const piece of partBytes(folder, part)) {
    sums.update(piece);
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    const whole = held.length - ((given + held.length) % BLOCK_BYTES);
    if (whole <= 0) continue;
    check(folder, part, { found: sums.text, from: given, to: given + whole });
    yield held.subarray(0, whole);
    given += whole;
    held = held.subarray(whole);
  }
  if (given + held.length !== part.bytes)
    throw damaged(folder, part, `it has ${given + held.length} bytes instead of ${part.bytes}`);
  check(folder, part, { found: sums.text, from: given, to: part.bytes });
  if (0 < held.length) yield held;
}

function check(
  folder: string,
  part: Part,
  { found, from, to }: { readonly found: string; readonly from: number; readonly to: number },
): void {
  const [start, end] = [Math.floor(from / BLOCK_BYTES) * DIGITS, Math.ceil(to / BLOCK_BYTES) * DIGITS];
  if (found.slice(start, end) === part.blocks.slice(start, end)) return;
  throw damaged(folder, part, `bytes ${from} to ${to - 1} are not as they were written`);
}

async function* wholeBytes(folder: string, part: Part | UnfinishedPart): AsyncGenerator<Buffer, void, undefined> {
  const hash = createHash('sha256');
  for await (const piece of partBytes(folder, part)) hash.update(piece);
  if (hash.digest('hex') !== part.sha256) throw damaged(folder, part, 'its SHA-256 is not the one in the manifest');
  yield* partBytes(folder, part);
}

function damaged(folder: string, { name }: Part, what: string): Fault {
  return new Fault(
    'recording-failed',
    `${join(folder, name)} is damaged: ${what}; see recordings verify, and repair, which keeps what is sound`,
  );
}
