import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listRecordings } from '../../engine/recordings/library.ts';
import { Random } from '../contract/random/random.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { committedIn, upTo } from './numbered-rows.ts';
import { allowedMs, ROUNDS_OF_ONE, roundsOf, tellStrikes, writeUntilStruck } from './rounds.ts';
import { bundleWriter } from './writer.ts';

const { rounds, seed } = roundsOf('kills', 20, 0.25);

test.each(['lines', 'parquet', 'encrypted'] as const)(
  `after each of ${rounds} kills at random moments, %s are whole and hold all that was committed, in order, once (SEED=${seed})`,
  { timeout: allowedMs(30_000 + rounds * 5000) },
  async (kind) => {
    const folder = temporaryFolder();
    const program = await bundleWriter(join(folder, 'bin'));
    const random = new Random(seed);
    const library = join(folder, 'library');
    const counts: number[] = [];
    // Whoever opens encrypted parts needs half a second for each.
    const strikes = kind === 'encrypted' ? Math.ceil(rounds / 5) : rounds;
    for (let round = 0; round < strikes; round++) {
      const name = String(Math.floor(round / ROUNDS_OF_ONE));
      const recording = join(library, name);
      if (!existsSync(recording)) counts.push(0);
      const committed = await writeUntilStruck(program, recording, { kind, random, strike: () => undefined });
      const rows = await committedIn(recording, kind);
      expect(rows).toEqual(upTo(rows.length));
      expect(committed, `round ${round}`).toBeLessThanOrEqual(rows.length);
      expect((await listRecordings(library)).every(({ state }) => state === 'recovered')).toBe(true);
      counts.push(rows.length);
    }
    tellStrikes('kills', strikes, `${kind}, ${counts.at(-1)} rows committed, none lost (SEED=${seed})`);
    // Proof that there was something to lose in every round.
    expect(counts.filter((count, i) => 0 < i && counts[i - 1]! < count).length).toBe(strikes);
  },
);
