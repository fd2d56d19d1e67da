import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playerThread } from '../../../engine/player/player-thread.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('who looks at a recording whose thread dies is told what to do', async () => {
  const file = join(temporaryFolder(), 'worker.cjs');
  writeFileSync(file, `require('node:worker_threads').parentPort.on('message', () => process.exit(1));`);
  await expect(playerThread(file).ask('find', '/r', 'x')).rejects.toMatchObject({
    code: 'recording-failed',
    message: expect.stringContaining('open it again') as string,
  });
});
