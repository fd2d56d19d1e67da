import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Random } from '../contract/random/random.ts';
import { runCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { CutDisk, whyNoCuts } from './cut-disk.ts';
import { upTo } from './numbered-rows.ts';
import { ROUNDS_OF_ONE, roundsOf, tellStrikes } from './rounds.ts';
import type { Strike } from './rounds.ts';
import { runUntilStruck, seenIn, writeDocument } from './running-command.ts';

const { rounds: kills, seed } = roundsOf('kills', 4, 0.2);
const { rounds: cuts } = roundsOf('cuts', 4, 0.11);

interface Blow {
  readonly strike: () => void;
  /** Makes the folder one that can be gone on in. */
  readonly repair: (rows: number) => void;
}

/** Strikes pipelines, each of them again and again in a folder of its own within `parent`, then lets them come to their end. */
async function strikeAll(
  parent: string,
  name: Strike,
  { rounds, blow }: { rounds: number; blow: (folder: string) => Blow },
) {
  const random = new Random(seed);
  for (let done = 0; done < rounds;) {
    const folder = join(parent, `pipeline-${done}`);
    mkdirSync(folder);
    done += await strikeOne(folder, { random, rounds: Math.min(ROUNDS_OF_ONE, rounds - done), ...blow(folder) });
  }
  tellStrikes(name, rounds, `each row of a pipeline once (SEED=${seed})`);
}

/** Gives how often it was struck: on a busy machine it may come to its end before. */
async function strikeOne(
  folder: string,
  { random, rounds, strike, repair }: Blow & { readonly random: Random; readonly rounds: number },
): Promise<number> {
  // So many that the pipeline does not come to its end while it is struck.
  const all = 20_000 + rounds * 15_000;
  writeDocument(folder, all);
  for (let round = 0; round < rounds; round++) {
    const seen = await runUntilStruck(folder, { random, strike });
    repair(all);
    if (seen === null) return checked(folder, all, round);
    const rows = seenIn(folder);
    expect(rows, `round ${round}`).toEqual(upTo(rows.length));
    expect(seen, `round ${round}`).toBeLessThanOrEqual(rows.length);
  }
  const ended = await runCommand(['run', 'numbers.yaml', '--state', 'state'], folder);
  if (!ended.stderr.includes('has finished;')) expect(ended).toMatchObject({ code: 0 });
  return checked(folder, all, rounds);
}

function checked(folder: string, rows: number, strikes: number): number {
  expect(seenIn(folder)).toEqual(upTo(rows));
  return strikes;
}

const NOTHING = (): void => undefined;

test(
  `a pipeline that is killed ${kills} times and started again writes each row once (SEED=${seed})`,
  { timeout: 60_000 + kills * 5000 },
  async () => {
    await strikeAll(temporaryFolder(), 'kills', { rounds: kills, blow: () => ({ strike: NOTHING, repair: NOTHING }) });
  },
);

test.skipIf(whyNoCuts() !== null).each(['ext4', 'xfs'] as const)(
  `a pipeline whose power is cut ${cuts} times on %s writes each row once (SEED=${seed})`,
  { timeout: 60_000 + cuts * 5000 },
  async (fileSystem) => {
    const disk = new CutDisk(temporaryFolder(), fileSystem);
    onTestFinished(() => disk.remove());
    const blow = (folder: string): Blow => ({
      strike: () => disk.cutPower(),
      repair: (rows) => {
        disk.unmount();
        disk.mount();
        // The document is not the pipeline's to keep: it was never synced.
        mkdirSync(folder, { recursive: true });
        writeDocument(folder, rows);
      },
    });
    await strikeAll(disk.folder, 'cuts', { rounds: cuts, blow });
  },
);
