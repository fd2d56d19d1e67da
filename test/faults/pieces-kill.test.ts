import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toRows } from '../../engine/data/rows.ts';
import { openManifest, recordedRows } from '../../engine/recordings/read-rows.ts';
import { verifyRecording } from '../../engine/recordings/verify.ts';
import type { FileSystem } from '../../engine/files/file-system.ts';
import type { SinkState } from '../../engine/sinks/sink.ts';
import { dyingSystem } from '../engine/files/dying-system.ts';
import { clock, fileSink, namesIn, numbered } from '../engine/sinks/file-sink-parts.ts';
import { parquetParts } from '../engine/sinks/parquet-parts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { upTo } from './numbered-rows.ts';

/** Between the calls that it is killed at: a test run takes some, `npm run faults` all. */
const STEP = process.env['ROUNDS'] === undefined ? 5 : 1;

const OPTIONS = { format: 'parquet', rolling: { sizeBytes: 1e9, intervalMs: 1000 } } as const;

interface Outcome {
  /** The rows that were said to be committed. */
  readonly committed: number;
  /** The last checkpoint that is complete: its sinks were told so, or were to be. */
  readonly checkpoint: Checkpoint | null;
  /** All that are. */
  readonly checkpoints: readonly Checkpoint[];
}

interface Checkpoint {
  readonly state: SinkState;
  readonly rows: number;
}

/** Writes two parts of three pieces each and begins a third, unless the process is killed before. */
async function write(folder: string, fileSystem: FileSystem): Promise<Outcome> {
  const sink = fileSink(folder, { options: OPTIONS, fileSystem });
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

async function recorded(folder: string): Promise<number[]> {
  const rows: number[] = [];
  for await (const batch of recordedRows(folder, await openManifest(folder), { span: null, key: null })) {
    rows.push(...toRows(batch).map(({ n }) => Number(n)));
  }
  return rows;
}

/** Goes on in the folder, maybe from a checkpoint; gives the rows of the parts that are shown then. */
async function goOn(folder: string, states?: readonly SinkState[], fileSystem?: FileSystem): Promise<number[]> {
  const sink = fileSink(folder, { options: OPTIONS, ...(fileSystem && { fileSystem }) });
  try {
    await sink.open(states);
  } finally {
    await sink.release().catch(() => undefined);
  }
  return Object.values(await parquetParts(folder)).flat();
}

const copyOf = (folder: string): string => {
  const copy = join(temporaryFolder(), 'r');
  if (existsSync(folder)) cpSync(folder, copy, { recursive: true });
  return copy;
};

/** What must hold wherever the process was killed: every row that was committed is there, in order, once, for every kind of reader. */
async function check(folder: string, { committed, checkpoint }: Outcome, place: string): Promise<void> {
  if (existsSync(join(folder, 'manifest.json'))) {
    const shown = Object.values(await parquetParts(folder)).flat();
    expect(shown, `parts, ${place}`).toEqual(upTo(shown.length));
    const all = await recorded(folder);
    expect(all, `recording, ${place}`).toEqual(upTo(all.length));
    expect(committed, place).toBeLessThanOrEqual(all.length);
    expect((await verifyRecording(folder)).findings, place).toEqual([]);
  }
  const again = await goOn(copyOf(folder));
  expect(again, `gone on with, ${place}`).toEqual(upTo(again.length));
  expect(committed, place).toBeLessThanOrEqual(again.length);
  if (checkpoint === null) return;
  for (let round = 0; round < 2; round++)
    expect(await goOn(copyOf(folder), [checkpoint.state]), `from the checkpoint, ${place}`).toEqual(
      upTo(checkpoint.rows),
    );
}

test(
  'wherever a process is killed that makes parts of pieces, every committed row is there once',
  { timeout: 300_000 },
  async () => {
    let deaths = 0;
    for (let calls = 0; ; calls += STEP) {
      const folder = join(temporaryFolder(), 'r');
      const system = dyingSystem(calls);
      const outcome = await write(folder, system);
      await check(folder, outcome, `killed amid call ${calls}`);
      if (!system.isDead) break;
      deaths++;
    }
    expect(deaths).toBeGreaterThan(150 / STEP);
  },
);

test(
  'wherever a process is killed that goes on from a checkpoint, the next one finds what there was at it',
  { timeout: 300_000 },
  async () => {
    const before = join(temporaryFolder(), 'r');
    const { checkpoints } = await write(before, dyingSystem(1e9));
    let deaths = 0;
    // One that is amid the rows of a part that was shown later, and one between two parts.
    for (const sound of [checkpoints[1]!, checkpoints[5]!]) {
      for (let calls = 0; ; calls++) {
        const folder = copyOf(before);
        const dying = dyingSystem(calls);
        await goOn(folder, [sound.state], dying).catch(() => undefined);
        expect(await goOn(folder, [sound.state]), `killed amid call ${calls}`).toEqual(upTo(sound.rows));
        expect(namesIn(folder).filter((name) => /^\.part.*inprogress$/.test(name))).toEqual([]);
        if (!dying.isDead) break;
        deaths++;
      }
    }
    expect(deaths).toBeGreaterThan(5);
  },
);
