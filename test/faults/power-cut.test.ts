import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listRecordings } from '../../engine/recordings/library.ts';
import { Random } from '../contract/random/random.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { CutDisk, whyNoCuts } from './cut-disk.ts';
import { committedIn, upTo } from './numbered-rows.ts';
import { allowedMs, ROUNDS_OF_ONE, roundsOf, tellStrikes, writeUntilStruck } from './rounds.ts';
import { bundleWriter } from './writer.ts';

const { rounds, seed } = roundsOf('cuts', 10, 0.2);
const reason = whyNoCuts();

// A kill loses nothing that was not synced, as the system still has it: only a power cut shows a missing sync.
test.skipIf(reason !== null).each([
  ['ext4', 'lines'],
  ['xfs', 'lines'],
  ['ext4', 'parquet'],
  ['xfs', 'parquet'],
  ['ext4', 'encrypted'],
] as const)(
  `after each of ${rounds} power cuts on %s, %s are whole and hold all that was committed, in order, once (SEED=${seed})`,
  { timeout: allowedMs(30_000 + rounds * 6000) },
  async (fileSystem, kind) => {
    const folder = temporaryFolder();
    const disk = new CutDisk(folder, fileSystem);
    onTestFinished(() => disk.remove());
    const program = await bundleWriter(join(folder, 'bin'));
    const random = new Random(seed);
    const library = join(disk.folder, 'library');
    const counts: number[] = [];
    const cuts = kind === 'encrypted' ? Math.ceil(rounds / 5) : rounds;
    for (let round = 0; round < cuts; round++) {
      const recording = join(library, String(Math.floor(round / ROUNDS_OF_ONE)));
      if (round % ROUNDS_OF_ONE === 0) counts.push(0);
      const committed = await writeUntilStruck(program, recording, { kind, random, strike: () => disk.cutPower() });
      disk.unmount();
      disk.mount();
      const rows = existsSync(join(recording, 'manifest.json')) ? await committedIn(recording, kind) : [];
      expect(rows).toEqual(upTo(rows.length));
      expect(committed, `round ${round}`).toBeLessThanOrEqual(rows.length);
      expect((await listRecordings(library)).every(({ state }) => state === 'recovered')).toBe(true);
      counts.push(rows.length);
    }
    tellStrikes('cuts', cuts, `${fileSystem}, ${kind}, ${counts.at(-1)} rows committed, none lost (SEED=${seed})`);
    // Proof that there was something to lose in nearly every round.
    expect(counts.filter((count, i) => 0 < i && counts[i - 1]! < count).length).toBeGreaterThan(cuts * 0.8);
  },
);
