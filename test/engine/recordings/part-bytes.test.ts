import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { partBytes } from '../../../engine/recordings/part-bytes.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('of a part of which nothing was committed there is what ends it, and nothing of what else is in its file', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.part-0-0.ndjson.gz.inprogress'), 'not committed');
  const times = { firstTime: null, lastTime: null };
  const part = {
    name: 'part-0-0.ndjson.gz',
    rows: 0,
    bytes: 2,
    ...times,
    sha256: '',
    blocks: '',
    written: 0,
    end: '0102',
  };
  const pieces: Buffer[] = [];
  for await (const piece of partBytes(folder, part)) pieces.push(piece);
  expect(Buffer.concat(pieces)).toEqual(Buffer.from([1, 2]));
});
