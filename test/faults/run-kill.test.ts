import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Random } from '../contract/random/random.ts';
import { runCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { CutDisk, whyNoCuts } from './cut-disk.ts';
import { upTo } from './numbered-rows.ts';
import { allowedMs, ROUNDS_OF_ONE, roundsOf, tellStrikes } from './rounds.ts';
import type { Strike } from './rounds.ts';
import { committedRows, runUntilStruck, seenIn, writeDocument } from './running-command.ts';
import type { NumberPipeline } from './running-command.ts';

/** Of each parallelism, so many rounds usually, and such a share of the kills and of the cuts of each file system. */
const SHARES = [
  { parallelism: 1, usual: 4, kills: 0.14, cuts: 0.08 },
  { parallelism: 2, usual: 2, kills: 0.06, cuts: 0.03 },
] as const;
const { seed } = roundsOf('kills', 4, 1);

const KILLS = SHARES.map(
  ({ parallelism, usual, kills }) => [roundsOf('kills', usual, kills).rounds, parallelism] as const,
);
const CUTS = SHARES.flatMap(({ parallelism, usual, cuts }) => {
  const { rounds } = roundsOf('cuts', usual, cuts);
  return (['ext4', 'xfs'] as const).map((fileSystem) => [rounds, parallelism, fileSystem] as const);
});

interface Blow {
  readonly strike: () => void;
  /** Makes the folder one that can be gone on in. */
  readonly repair: (pipeline: NumberPipeline) => void;
}

/** Strikes pipelines, each of them again and again in a folder of its own within `parent`, then lets them come to their end. */
async function strikeAll(
  parent: string,
  name: Strike,
  { rounds, parallelism, blow }: { rounds: number; parallelism: number; blow: (folder: string) => Blow },
) {
  const random = new Random(seed);
  for (let done = 0; done < rounds;) {
    const folder = join(parent, `pipeline-${done}`);
    mkdirSync(folder);
    done += await strikeOne(folder, {
      random,
      rounds: Math.min(ROUNDS_OF_ONE, rounds - done),
      parallelism,
      ...blow(folder),
    });
    rmSync(folder, { recursive: true });
  }
  tellStrikes(name, rounds, `each row of a pipeline once (SEED=${seed})`);
}

/** Gives how often it was struck: on a busy machine it may come to its end before. */
async function strikeOne(
  folder: string,
  {
    random,
    rounds,
    parallelism,
    strike,
    repair,
  }: Blow & { readonly random: Random; readonly rounds: number; readonly parallelism: number },
): Promise<number> {
  // So many that the pipeline does not come to its end while it is struck.
  const pipeline = { rows: 20_000 + rounds * 15_000, parallelism };
  writeDocument(folder, pipeline);
  for (let round = 0; round < rounds; round++) {
    const seen = await runUntilStruck(folder, { random, strike });
    repair(pipeline);
    if (seen === null) return checked(folder, pipeline, round);
    const rows = await committedRows(folder, pipeline);
    expect(rows, `round ${round}`).toEqual(upTo(rows.length));
    if (pipeline.parallelism === 1) expect(seenIn(folder), `round ${round}`).toEqual(upTo(seenIn(folder).length));
    expect(seen, `round ${round}`).toBeLessThanOrEqual(rows.length);
  }
  const ended = await runCommand(['run', 'numbers.yaml', '--state', 'state'], folder);
  if (!ended.stderr.includes('has finished;')) expect(ended).toMatchObject({ code: 0 });
  return checked(folder, pipeline, rounds);
}

async function checked(folder: string, pipeline: NumberPipeline, strikes: number): Promise<number> {
  expect(await committedRows(folder, pipeline)).toEqual(upTo(pipeline.rows));
  expect(seenIn(folder).sort((a, b) => a - b)).toEqual(upTo(pipeline.rows));
  return strikes;
}

const NOTHING = (): void => undefined;

test.each(KILLS)(
  `a pipeline that is killed %i times, with parallelism %i, and started again writes each row once (SEED=${seed})`,
  { timeout: allowedMs(60_000 + Math.max(...KILLS.map(([rounds]) => rounds)) * 5000) },
  async (rounds, parallelism) => {
    const blow = (): Blow => ({ strike: NOTHING, repair: NOTHING });
    await strikeAll(temporaryFolder(), 'kills', { rounds, parallelism, blow });
  },
);

test.skipIf(whyNoCuts() !== null).each(CUTS)(
  `a pipeline whose power is cut %i times, with parallelism %i, on %s writes each row once (SEED=${seed})`,
  { timeout: allowedMs(60_000 + Math.max(...CUTS.map(([rounds]) => rounds)) * 5000) },
  async (rounds, parallelism, fileSystem) => {
    const disk = new CutDisk(temporaryFolder(), fileSystem);
    onTestFinished(() => disk.remove());
    const blow = (folder: string): Blow => ({
      strike: () => disk.cutPower(),
      repair: (pipeline) => {
        disk.unmount();
        disk.mount();
        // The document is not the pipeline's to keep: it was never synced.
        mkdirSync(folder, { recursive: true });
        writeDocument(folder, pipeline);
      },
    });
    await strikeAll(disk.folder, 'cuts', { rounds, parallelism, blow });
  },
);
