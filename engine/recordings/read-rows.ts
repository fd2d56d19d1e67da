import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { takeRows } from '../data/batch.ts';
import type { Batch } from '../data/batch.ts';
import type { NumberColumn } from '../data/column.ts';
import { Fault, systemReason } from '../fault.ts';
import { readManifest } from './manifest.ts';
import { allParts, partBytes } from './part-bytes.ts';
import { partRows } from './part-rows.ts';
import { timesOf } from './row-times.ts';
import type { Manifest } from './recording.ts';
import { MANIFEST_NAME } from './recording.ts';

/** A span of time, [from, until), in milliseconds. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** The manifest of the recording in `folder`. */
export async function openManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST_NAME);
  try {
    return readManifest(await readFile(path, 'utf8'));
  } catch (error) {
    const advice = 'millrace recordings repair makes a new one from the parts';
    throw new Fault('recording-failed', `${path}: ${systemReason(error)}; ${advice}`, { cause: error });
  }
}

/** The rows of a recording in the order in which they were written, those of `span` only; a row that cannot be read is a Fault. */
export async function* recordedRows(folder: string, manifest: Manifest, span: Span | null): AsyncGenerator<Batch> {
  for (const part of allParts(manifest)) {
    if (span && isOutside(span, part)) continue;
    const reject = ({ line, reason }: { line: number | null; reason: string }): void => {
      throw new Fault(
        'recording-failed',
        `${join(folder, part.name)}:${line}: ${reason}; see recordings verify and repair`,
      );
    };
    for await (const batch of partRows(part.name, partBytes(folder, part), manifest, { batchSize: 1000, reject })) {
      const chosen = span ? within(batch, span, manifest) : batch;
      if (0 < chosen.length) yield chosen;
    }
  }
}

function isOutside({ from, until }: Span, part: { firstTime: string | null; lastTime: string | null }): boolean {
  if (part.firstTime === null || part.lastTime === null) return false;
  return Date.parse(part.lastTime) < from || until <= Date.parse(part.firstTime);
}

function within(batch: Batch, { from, until }: Span, { eventTime }: Manifest): Batch {
  const times = timesOf(batch, eventTime) ?? firstTimes(batch);
  const kept = new Int32Array(batch.length);
  let count = 0;
  for (let i = 0; i < batch.length; i++) if (from <= times[i]! && times[i]! < until) kept[count++] = i;
  return count === batch.length ? batch : takeRows(batch, kept, count);
}

function firstTimes(batch: Batch): Float64Array {
  const column = batch.columns.find(({ type }) => type === 'timestamp');
  if (column) return (column as NumberColumn).values;
  throw new Fault('bad-request', 'the recording has no column of times: it can only be exported whole');
}
