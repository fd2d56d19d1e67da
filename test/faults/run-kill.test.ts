import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Random } from '../contract/random/random.ts';
import { runCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { CutDisk, whyNoCuts } from './cut-disk.ts';
import { upTo } from './numbered-rows.ts';
import { roundsOf } from './rounds.ts';
import { runUntilStruck, seenIn, writeDocument } from './running-command.ts';

const { rounds, seed } = roundsOf(4);
/** So many that the pipeline does not come to its end while it is struck. */
const ROWS = 20_000 + rounds * 15_000;

/** Strikes the pipeline in `folder` again and again, then lets it come to its end. */
async function strikeAgainAndAgain(folder: string, strike: () => void, repair: () => void): Promise<void> {
  const random = new Random(seed);
  for (let round = 0; round < rounds; round++) {
    const seen = await runUntilStruck(folder, { random, strike });
    repair();
    const rows = seenIn(folder);
    expect(rows, `round ${round}`).toEqual(upTo(rows.length));
    expect(seen, `round ${round}`).toBeLessThanOrEqual(rows.length);
  }
  const ended = await runCommand(['run', 'numbers.yaml', '--state', 'state'], folder);
  expect(ended).toMatchObject({ code: 0 });
  expect(seenIn(folder)).toEqual(upTo(ROWS));
  console.log(`${rounds} strikes: ${ROWS} rows, each once (SEED=${seed})`);
}

test(
  `a pipeline that is killed ${rounds} times and started again writes each row once (SEED=${seed})`,
  { timeout: 60_000 + rounds * 5000 },
  async () => {
    const folder = temporaryFolder();
    writeDocument(folder, ROWS);
    await strikeAgainAndAgain(
      folder,
      () => undefined,
      () => undefined,
    );
  },
);

test.skipIf(whyNoCuts() !== null).each(['ext4', 'xfs'] as const)(
  `a pipeline whose power is cut ${rounds} times on %s writes each row once (SEED=${seed})`,
  { timeout: 60_000 + rounds * 5000 },
  async (fileSystem) => {
    const parent = temporaryFolder();
    const disk = new CutDisk(parent, fileSystem);
    onTestFinished(() => disk.remove());
    const folder = join(disk.folder, 'pipeline');
    mkdirSync(folder);
    const file = writeDocument(folder, ROWS);
    await strikeAgainAndAgain(
      folder,
      () => disk.cutPower(),
      () => {
        disk.unmount();
        disk.mount();
        // The document is not the pipeline's to keep: it was never synced.
        if (!existsSync(file)) mkdirSync(folder, { recursive: true });
        writeDocument(folder, ROWS);
      },
    );
  },
);
