import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toRows } from '../../engine/data/rows.ts';
import { DurableFiles } from '../../engine/files/durable.ts';
import type { FileSystem } from '../../engine/files/file-system.ts';
import { manifestText } from '../../engine/recordings/manifest.ts';
import { openManifest, recordedRows } from '../../engine/recordings/read-rows.ts';
import { repairRecording } from '../../engine/recordings/repair.ts';
import { verifyRecording } from '../../engine/recordings/verify.ts';
import { dyingSystem } from '../engine/files/dying-system.ts';
import { fileSink, manifestOf, numbered } from '../engine/sinks/file-sink-parts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { STEP } from './short-run.ts';
import { allowedMs } from './rounds.ts';

const NOBODY = { pid: 2 ** 22 + 1, startedAt: '2026-01-01T00:00:00.000Z', mark: null };

/** A recording of a writer that is gone: a part with a damaged block in its middle, a sound one, and one that is open. */
async function wreck(): Promise<string> {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder, { options: { rolling: { sizeBytes: 200_000, intervalMs: 1e9 } } });
  await sink.open();
  for (let i = 0; i < 9; i++) {
    sink.receive(numbered(i * 2500, (i + 1) * 2500));
    await sink.prepareCommit(i);
    await sink.commit(i);
  }
  await sink.release();
  writeFileSync(join(folder, 'manifest.json'), manifestText({ ...manifestOf(folder), writer: NOBODY }));
  const bytes = readFileSync(join(folder, 'part-0-0.ndjson'));
  bytes[100_000] = bytes[100_000]! ^ 1;
  writeFileSync(join(folder, 'part-0-0.ndjson'), bytes);
  return folder;
}

function repair(folder: string, system?: FileSystem): Promise<unknown> {
  const files = new DurableFiles({ code: 'recording-failed', title: 'test' }, system);
  return repairRecording(files, folder, { now: 0, passphrases: [] });
}

async function rowsOf(folder: string): Promise<readonly number[]> {
  const rows: number[] = [];
  for await (const batch of recordedRows(folder, await openManifest(folder), { span: null, key: null }))
    rows.push(...toRows(batch).map(({ n }) => Number(n)));
  return rows;
}

test.each(['with its manifest', 'with a damaged manifest'])(
  'a repair %s that is killed anywhere can be done again, and loses no row that it would not have lost',
  async (what) => {
    const sound = await wreck();
    const before = readFileSync(join(sound, 'manifest.json'), 'utf8');
    if (what === 'with a damaged manifest')
      writeFileSync(join(sound, 'manifest.json'), before.replace('"Test"', '"Tent"'));
    const copyOf = (folder: string): string => {
      const copy = join(temporaryFolder(), 'r');
      cpSync(folder, copy, { recursive: true });
      return copy;
    };
    const once = copyOf(sound);
    await repair(once);
    const rows = await rowsOf(once);
    expect(rows.length).toBeGreaterThan(10_000);
    let deaths = 0;
    for (let calls = 0; ; calls += STEP) {
      const folder = copyOf(sound);
      const system = dyingSystem(calls);
      await repair(folder, system).catch(() => undefined);
      await repair(folder);
      const { findings } = await verifyRecording(folder);
      expect([calls, findings, (await rowsOf(folder)).length]).toEqual([calls, [], rows.length]);
      expect(await rowsOf(folder)).toEqual(rows);
      if (!system.isDead) break;
      deaths++;
    }
    expect(deaths).toBeGreaterThan(15 / STEP);
  },
  allowedMs(60_000),
);
