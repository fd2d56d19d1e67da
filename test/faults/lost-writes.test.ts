import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dyingSystem } from '../engine/files/dying-system.ts';
import { imageOf, LosingSystem, restoreImage } from '../engine/files/losing-system.ts';
import type { Image } from '../engine/files/losing-system.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { upTo } from './numbered-rows.ts';
import { checkLook, goOn, shownIn, STEP, write } from './short-run.ts';
import type { Outcome, Short } from './short-run.ts';
import { allowedMs } from './rounds.ts';

// Unlike real cuts, which leave what they leave, this tries both extremes at every call: no sync can be missing and nothing be lost.
test.each(['ndjson', 'parquet'] as const)(
  'whatever was not synced is lost, or only its name is there: every committed row of %s is there once',
  { timeout: allowedMs(300_000) },
  async (kind) => {
    let cuts = 0;
    for (let calls = 0; ; calls += STEP) {
      const root = temporaryFolder();
      const system = new LosingSystem(root, calls);
      const outcome = await write(join(root, 'new', 'r'), kind, system);
      for (const image of system.images) await check(image, { kind, outcome, place: `cut at call ${calls}` });
      if (!system.isCut) break;
      cuts++;
    }
    expect(cuts).toBeGreaterThan(80 / STEP);
  },
);

test.each(['ndjson', 'parquet'] as const)(
  'the same while a run goes on after another one that was killed, with %s',
  { timeout: allowedMs(300_000) },
  async (kind) => {
    let cuts = 0;
    for (const killedAt of [23, 42, 63]) {
      const before = join(temporaryFolder(), 'new', 'r');
      const outcome = await write(before, kind, dyingSystem(killedAt));
      const existing = imageOf(join(before, '..', '..'));
      // Who goes on without the checkpoint cuts back to what is shown: the checkpoint is of no use then.
      for (const known of [outcome, { ...outcome, checkpoint: null }])
        cuts += await cutWhileGoingOn(existing, { kind, outcome: known, place: `killed at call ${killedAt}` });
    }
    expect(cuts).toBeGreaterThan(50);
  },
);

interface Cut {
  readonly kind: Short;
  readonly outcome: Outcome;
  readonly place: string;
}

/** Cuts the power at each call of a run that goes on after what is on a disk; gives how often. */
async function cutWhileGoingOn(existing: Image, { kind, outcome, place }: Cut): Promise<number> {
  const states = outcome.checkpoint === null ? {} : { states: [outcome.checkpoint.state] };
  for (let calls = 0; ; calls++) {
    const root = temporaryFolder();
    restoreImage(existing, root);
    const system = new LosingSystem(root, calls, existing);
    await goOn(join(root, 'new', 'r'), kind, { ...states, fileSystem: system }).catch(() => undefined);
    for (const image of system.images) await check(image, { kind, outcome, place: `${place}, cut at call ${calls}` });
    if (!system.isCut) return calls;
  }
}

/** What must hold of a disk after a cut: for who only looks, for who goes on in the recording, and for who goes on from the checkpoint. */
async function check(image: Image, { kind, outcome, place }: Cut): Promise<void> {
  const { committed, checkpoint } = outcome;
  const diskOf = (): string => {
    const folder = join(temporaryFolder(), 'new', 'r');
    mkdirSync(folder, { recursive: true });
    restoreImage(image, join(folder, '..', '..'));
    return folder;
  };
  const folder = diskOf();
  const shown = await shownIn(folder, kind);
  expect(shown, `shown, ${place}`).toEqual(upTo(shown.length));
  await checkLook(folder, place);
  const rows = await goOn(folder, kind);
  expect(rows, place).toEqual(upTo(rows.length));
  expect(committed, place).toBeLessThanOrEqual(rows.length);
  if (checkpoint === null) return;
  const again = await goOn(diskOf(), kind, { states: [checkpoint.state] });
  expect(again, `from the checkpoint, ${place}`).toEqual(upTo(checkpoint.rows));
}
