import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { takeRows } from '../data/batch.ts';
import type { Batch } from '../data/batch.ts';
import type { NumberColumn } from '../data/column.ts';
import { Fault, systemReason } from '../fault.ts';
import { wholeName } from '../sinks/file/part-name.ts';
import { readManifest } from './manifest.ts';
import { allParts } from './part-bytes.ts';
import { partRows } from './part-rows.ts';
import type { RowReading } from './part-rows.ts';
import { timesOf } from './row-times.ts';
import { soundBytes } from './sound-bytes.ts';
import type { Manifest, Part } from './recording.ts';
import { MANIFEST_NAME } from './recording.ts';

/** A span of time, [from, until), in milliseconds. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** Which rows of a recording are read, and with which key. */
export interface Choice {
  /** Null: all. */
  readonly span: Span | null;
  readonly key: RowReading['key'];
  /** Hears how many rows were read, whether they are chosen or not. */
  readonly onRead?: (rows: number) => void;
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

/**
 * The rows of a recording in the order in which they were written; a row that cannot be read is a Fault. Where it is still being made,
 * pieces may become a part while they are read: then it goes on in that.
 */
export async function* recordedRows(folder: string, manifest: Manifest, choice: Choice): AsyncGenerator<Batch> {
  const given: Given = new Map();
  for (let now = manifest; ;) {
    let reading: Part | null = null;
    try {
      for (const part of rowsLeft(now, given)) {
        reading = part.part;
        yield* rowsOf(part, given, { folder, manifest: now, ...choice });
      }
      return;
    } catch (error) {
      const newer = await openManifest(folder).catch(() => now);
      if (reading === null || names(newer, reading)) throw error;
      now = newer;
    }
  }
}

/** How many rows are read to find those of `span`: of parts that lie outside of it none. */
export function rowsToRead(manifest: Manifest, span: Span | null): number {
  const read = allParts(manifest).filter((part) => span === null || !isOutside(span, part));
  return read.reduce((sum, { rows }) => sum + rows, 0);
}

/** How many rows were given of each part, whether it was whole or in pieces. */
type Given = Map<string, number>;

interface PartToRead {
  readonly part: Part;
  /** Rows of it that were given already. */
  readonly toSkip: number;
}

function rowsLeft(manifest: Manifest, given: Given): readonly PartToRead[] {
  const toSkip = new Map(given);
  return allParts(manifest).flatMap((part) => {
    const whole = wholeName(part.name);
    const skipped = Math.min(toSkip.get(whole) ?? 0, part.rows);
    toSkip.set(whole, (toSkip.get(whole) ?? 0) - skipped);
    return 0 < part.rows && skipped === part.rows ? [] : [{ part, toSkip: skipped }];
  });
}

async function* rowsOf(
  { part, toSkip }: PartToRead,
  given: Given,
  { folder, manifest, span, key, onRead }: Choice & { readonly folder: string; readonly manifest: Manifest },
): AsyncGenerator<Batch> {
  const whole = wholeName(part.name);
  const count = (rows: number): unknown => given.set(whole, (given.get(whole) ?? 0) + rows);
  if (span && isOutside(span, part)) {
    count(part.rows - toSkip);
    return;
  }
  const reject = ({ line, reason }: { line: number | null; reason: string }): void => {
    throw new Fault(
      'recording-failed',
      `${join(folder, part.name)}:${line}: ${reason}; see recordings verify and repair`,
    );
  };
  let left = toSkip;
  for await (const batch of partRows(part.name, soundBytes(folder, part), manifest, { batchSize: 1000, reject, key })) {
    const skipped = Math.min(left, batch.length);
    left -= skipped;
    count(batch.length - skipped);
    onRead?.(batch.length - skipped);
    const rest = skipped === 0 ? batch : from(batch, skipped);
    const chosen = span ? within(rest, span, manifest) : rest;
    if (0 < chosen.length) yield chosen;
  }
}

/** Whether the manifest still says the same of a part: then it is not that it has changed meanwhile. */
function names(manifest: Manifest, { name, sha256 }: Part): boolean {
  return allParts(manifest).some((each) => each.name === name && each.sha256 === sha256);
}

function from(batch: Batch, first: number): Batch {
  const length = batch.length - first;
  return takeRows(
    batch,
    Int32Array.from({ length }, (_, i) => first + i),
    length,
  );
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
