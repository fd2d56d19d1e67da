import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openFile } from '../../../engine/sources/file/byte-reader.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('a damaged .gz file that fails before anybody reads from it does not end the process', async () => {
  const file = path.join(temporaryFolder(), 'damaged.gz');
  const bytes = gzipSync('{"n":1}\n');
  // Flags of the header that do not exist.
  bytes[3] = 0xff;
  writeFileSync(file, bytes);
  const reader = await openFile(file, 0);
  // Long enough for the pipe to reach the damage: an unheard error would end the process here.
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  await expect(reader.next()).rejects.toThrow(`cannot decompress ${file}`);
  await reader.close();
});
