import { deepEqual } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { findPart } from '../../../engine/recordings/find-part.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const NAME = 'part-0-0.ndjson.gz';
const FINISHED = { name: NAME, rows: 1, bytes: 10, firstTime: null, lastTime: null, sha256: '', blocks: '' };
const UNFINISHED = { ...FINISHED, written: 6, end: '01020304' };

/** Where a part is found when the shown and the hidden file are so long; null: there is none. */
async function found(part: typeof FINISHED | typeof UNFINISHED, shown: number | null, hidden: number | null) {
  const folder = temporaryFolder();
  if (shown !== null) writeFileSync(join(folder, NAME), Buffer.alloc(shown));
  if (hidden !== null) writeFileSync(join(folder, `.${NAME}.inprogress`), Buffer.alloc(hidden));
  const place = await findPart(folder, part);
  return place && [place.path.includes('inprogress') ? 'hidden' : 'shown', place.size, place.isWhole];
}

test('a part is where all that was committed of it is, and nowhere where less is there', async () => {
  const cases: readonly Parameters<typeof found>[] = [
    [FINISHED, 10, null],
    [FINISHED, 9, 10],
    [UNFINISHED, 10, 7],
    [UNFINISHED, null, 6],
    [UNFINISHED, null, 8],
    [UNFINISHED, 3, 8],
    [UNFINISHED, 8, 5],
    [UNFINISHED, 5, 5],
    [UNFINISHED, 5, null],
    [UNFINISHED, null, 5],
    [UNFINISHED, null, null],
  ];
  deepEqual(await Promise.all(cases.map((each) => found(...each))), [
    ['shown', 10, true],
    null,
    ['shown', 10, true],
    ['hidden', 6, false],
    ['hidden', 8, false],
    ['hidden', 8, false],
    ['shown', 8, false],
    null,
    null,
    null,
    null,
  ]);
});
