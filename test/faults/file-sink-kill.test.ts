import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listRecordings } from '../../engine/recordings/library.ts';
import { Random } from '../contract/random/random.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { committedIn, upTo } from './numbered-rows.ts';
import { roundsOf, writeUntilStruck } from './rounds.ts';
import { bundleWriter } from './writer.ts';

const { rounds, seed } = roundsOf(20);

test.each(['lines', 'parquet', 'encrypted'] as const)(
  `after each of ${rounds} kills at random moments, %s are whole and hold all that was committed, in order, once (SEED=${seed})`,
  { timeout: 30_000 + rounds * 5000 },
  async (kind) => {
    const folder = temporaryFolder();
    const program = await bundleWriter(join(folder, 'bin'));
    const random = new Random(seed);
    const library = join(folder, 'library');
    const counts = [0];
    // Whoever opens encrypted parts needs half a second for each.
    const strikes = kind === 'encrypted' ? Math.ceil(rounds / 5) : rounds;
    for (let round = 0; round < strikes; round++) {
      const committed = await writeUntilStruck(program, join(library, 'one'), {
        kind,
        random,
        strike: () => undefined,
      });
      const rows = await committedIn(join(library, 'one'), kind);
      expect(rows).toEqual(upTo(rows.length));
      expect(committed, `round ${round}`).toBeLessThanOrEqual(rows.length);
      expect((await listRecordings(library)).map(({ state }) => state)).toEqual(['recovered']);
      counts.push(rows.length);
    }
    console.log(`${strikes} kills, ${kind}: ${counts.at(-1)} rows committed, none lost (SEED=${seed})`);
    // Proof that there was something to lose in every round.
    expect(counts.filter((count, i) => 0 < i && counts[i - 1]! < count).length).toBe(strikes);
  },
);
