import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { toRows } from '../../engine/data/rows.ts';
import type { FileSystem } from '../../engine/files/file-system.ts';
import type { FileSinkOptions } from '../../engine/document/plan.ts';
import { listRecordings } from '../../engine/recordings/library.ts';
import { openManifest, recordedRows } from '../../engine/recordings/read-rows.ts';
import type { SinkState } from '../../engine/sinks/sink.ts';
import { clock, fileSink, numbered } from '../engine/sinks/file-sink-parts.ts';
import { parquetParts } from '../engine/sinks/parquet-parts.ts';
import { rowsIn, upTo } from './numbered-rows.ts';

/** Between the calls that it is killed at: a test run takes some, `npm run faults` all. */
export const STEP = process.env['KILLS'] === undefined ? 5 : 1;

/** What is written: quick to read, so that many places can be tried. */
export type Short = 'ndjson' | 'parquet';

const optionsOf = (format: Short): Partial<FileSinkOptions> => ({
  format,
  rolling: { sizeBytes: 1e9, intervalMs: 1000 },
});

export interface Outcome {
  /** The rows that were said to be committed. */
  readonly committed: number;
  /** The last checkpoint that is complete: its sinks were told so, or were to be. */
  readonly checkpoint: Checkpoint | null;
  /** All that are. */
  readonly checkpoints: readonly Checkpoint[];
}

export interface Checkpoint {
  readonly state: SinkState;
  readonly rows: number;
}

/** Writes two parts of three pieces each and begins a third, unless the process is killed before. */
export async function write(folder: string, kind: Short, fileSystem: FileSystem): Promise<Outcome> {
  const sink = fileSink(folder, { options: optionsOf(kind), fileSystem });
  let committed = 0;
  const checkpoints: Checkpoint[] = [];
  const outcome = (): Outcome => ({ committed, checkpoint: checkpoints.at(-1) ?? null, checkpoints });
  try {
    await sink.open();
    for (let i = 0; i < 8; i++) {
      const rows = (i + 1) * 10;
      sink.receive(numbered(i * 10, rows));
      if (i % 3 === 2) clock.time += 1000;
      checkpoints.push({ state: (await sink.prepareCommit(i))!, rows });
      await sink.commit(i);
      committed = rows;
      // Time for a part to be made of its pieces, so that there are calls of it in between.
      for (let n = 0; n < 30; n++) await new Promise(setImmediate);
    }
    await sink.finish();
  } catch {
    await sink.release().catch(() => undefined);
  }
  return outcome();
}

/** Goes on in the folder, maybe from a checkpoint; gives the rows of the parts that are shown then. */
export async function goOn(
  folder: string,
  kind: Short,
  { states, fileSystem }: { readonly states?: readonly SinkState[]; readonly fileSystem?: FileSystem } = {},
): Promise<number[]> {
  const sink = fileSink(folder, { options: optionsOf(kind), ...(fileSystem && { fileSystem }) });
  try {
    await sink.open(states);
  } finally {
    await sink.release().catch(() => undefined);
  }
  return shownIn(folder, kind);
}

/** The rows of the parts that whoever looks for `part-*` finds. */
export async function shownIn(folder: string, kind: Short): Promise<number[]> {
  if (!existsSync(join(folder, 'manifest.json'))) return [];
  return kind === 'ndjson' ? rowsIn(folder) : Object.values(await parquetParts(folder)).flat();
}

/** What whoever only looks at a recording finds, before anybody goes on in it: it is not damaged, and has the first rows, each once. */
export async function checkLook(folder: string, place: string): Promise<void> {
  if (!existsSync(join(folder, 'manifest.json'))) return;
  const [listed] = await listRecordings(dirname(folder), clock, new Set());
  expect(['recovered', 'complete'], `${listed?.detail}, ${place}`).toContain(listed?.state);
  expect(await recordedIn(folder), `recorded, ${place}`).toEqual(upTo(listed!.rows));
}

/** The rows of a recording, in parts that are shown or not, as an export reads them. */
export async function recordedIn(folder: string): Promise<number[]> {
  const rows: number[] = [];
  for await (const batch of recordedRows(folder, await openManifest(folder), { span: null, key: null })) {
    rows.push(...toRows(batch).map(({ n }) => Number(n)));
  }
  return rows;
}
