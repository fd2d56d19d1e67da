import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listRecordings } from '../../engine/recordings/library.ts';
import { Random } from '../contract/random/random.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { CutDisk, whyNoCuts } from './cut-disk.ts';
import { committedIn, upTo } from './numbered-rows.ts';
import { roundsOf, writeUntilStruck } from './rounds.ts';
import { bundleWriter } from './writer.ts';

const { rounds, seed } = roundsOf(10);
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
  { timeout: 30_000 + rounds * 6000 },
  async (fileSystem, kind) => {
    const folder = temporaryFolder();
    const disk = new CutDisk(folder, fileSystem);
    onTestFinished(() => disk.remove());
    const program = await bundleWriter(join(folder, 'bin'));
    const random = new Random(seed);
    const library = join(disk.folder, 'library');
    const recording = join(library, 'one');
    const counts = [0];
    const cuts = kind === 'encrypted' ? Math.ceil(rounds / 5) : rounds;
    for (let round = 0; round < cuts; round++) {
      const committed = await writeUntilStruck(program, recording, { kind, random, strike: () => disk.cutPower() });
      disk.unmount();
      disk.mount();
      const rows = existsSync(join(recording, 'manifest.json')) ? await committedIn(recording, kind) : [];
      expect(rows).toEqual(upTo(rows.length));
      expect(committed, `round ${round}`).toBeLessThanOrEqual(rows.length);
      expect((await listRecordings(library)).map(({ state }) => state)).toEqual(['recovered']);
      counts.push(rows.length);
    }
    console.log(
      `${cuts} power cuts on ${fileSystem}, ${kind}: ${counts.at(-1)} rows committed, none lost (SEED=${seed})`,
    );
    // Proof that there was something to lose in nearly every round.
    expect(counts.filter((count, i) => 0 < i && counts[i - 1]! < count).length).toBeGreaterThan(cuts * 0.8);
  },
);
