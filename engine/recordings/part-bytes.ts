import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Fault, systemReason } from '../fault.ts';
import { findPart } from './find-part.ts';
import type { Part, UnfinishedPart } from './recording.ts';

const READ_BYTES = 256 * 1024;

/** The bytes of a part as it is once it is finished: of one that a dead writer left open, those that were committed. */
export async function* partBytes(folder: string, part: Part | UnfinishedPart): AsyncGenerator<Buffer, void, undefined> {
  const path = join(folder, part.name);
  try {
    const place = 'written' in part ? await findPart(folder, part) : null;
    if (!('written' in part) || place === null || place.isWhole) {
      yield* createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>;
      return;
    }
    const until = { highWaterMark: READ_BYTES, end: part.written - 1 };
    if (0 < part.written) yield* createReadStream(place.path, until) as AsyncIterable<Buffer>;
    if (part.end !== '') yield Buffer.from(part.end, 'hex');
  } catch (error) {
    // The edge to the system: from here on it is a failure that a person can be told about.
    throw new Fault('recording-failed', `cannot read ${path} (${systemReason(error)})`, { cause: error });
  }
}

/** Every part of a recording, in the order in which its rows were written. */
export function allParts(manifest: {
  readonly parts: readonly Part[];
  readonly unfinished: readonly UnfinishedPart[];
}): readonly (Part | UnfinishedPart)[] {
  return [...manifest.parts, ...manifest.unfinished];
}
