import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyRecording } from '../../engine/recordings/verify.ts';
import { dyingSystem } from '../engine/files/dying-system.ts';
import { namesIn } from '../engine/sinks/file-sink-parts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { upTo } from './numbered-rows.ts';
import { checkLook, goOn, recordedIn, shownIn, STEP, write } from './short-run.ts';
import type { Outcome } from './short-run.ts';
import { allowedMs } from './rounds.ts';

const copyOf = (folder: string): string => {
  const copy = join(temporaryFolder(), 'r');
  if (existsSync(folder)) cpSync(folder, copy, { recursive: true });
  return copy;
};

/** What must hold wherever the process was killed: every row that was committed is there, in order, once, for every kind of reader. */
async function check(folder: string, { committed, checkpoint }: Outcome, place: string): Promise<void> {
  if (existsSync(join(folder, 'manifest.json'))) {
    const shown = await shownIn(folder, 'parquet');
    expect(shown, `parts, ${place}`).toEqual(upTo(shown.length));
    const all = await recordedIn(folder);
    expect(all, `recording, ${place}`).toEqual(upTo(all.length));
    expect(committed, place).toBeLessThanOrEqual(all.length);
    expect((await verifyRecording(folder)).findings, place).toEqual([]);
  }
  const again = await goOn(copyOf(folder), 'parquet');
  expect(again, `gone on with, ${place}`).toEqual(upTo(again.length));
  expect(committed, place).toBeLessThanOrEqual(again.length);
  if (checkpoint === null) return;
  for (let round = 0; round < 2; round++)
    expect(
      await goOn(copyOf(folder), 'parquet', { states: [checkpoint.state] }),
      `from the checkpoint, ${place}`,
    ).toEqual(upTo(checkpoint.rows));
}

test(
  'wherever a process is killed that makes parts of pieces, every committed row is there once',
  { timeout: allowedMs(300_000) },
  async () => {
    let deaths = 0;
    for (let calls = 0; ; calls += STEP) {
      const folder = join(temporaryFolder(), 'r');
      const system = dyingSystem(calls);
      const outcome = await write(folder, 'parquet', system);
      await check(folder, outcome, `killed amid call ${calls}`);
      if (!system.isDead) break;
      deaths++;
    }
    expect(deaths).toBeGreaterThan(150 / STEP);
  },
);

test(
  'wherever a process is killed that goes on from a checkpoint, the next one finds what there was at it',
  { timeout: allowedMs(300_000) },
  async () => {
    const before = join(temporaryFolder(), 'r');
    const { checkpoints } = await write(before, 'parquet', dyingSystem(1e9));
    let deaths = 0;
    // One that is amid the rows of a part that was shown later, and one between two parts.
    for (const sound of [checkpoints[1]!, checkpoints[5]!]) {
      for (let calls = 0; ; calls++) {
        const folder = copyOf(before);
        const dying = dyingSystem(calls);
        await goOn(folder, 'parquet', { states: [sound.state], fileSystem: dying }).catch(() => undefined);
        await checkLook(folder, `killed amid call ${calls}`);
        expect(await goOn(folder, 'parquet', { states: [sound.state] }), `killed amid call ${calls}`).toEqual(
          upTo(sound.rows),
        );
        expect(namesIn(folder).filter((name) => /^\.part.*inprogress$/.test(name))).toEqual([]);
        if (!dying.isDead) break;
        deaths++;
      }
    }
    expect(deaths).toBeGreaterThan(5);
  },
);
