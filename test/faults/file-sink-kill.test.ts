import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { listRecordings } from '../../engine/recordings/library.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { rowsIn, upTo } from './numbered-rows.ts';

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 20);

test(
  `after each of ${ROUNDS} kills at random moments, parts are whole and hold all that was committed, in order, once`,
  { timeout: 120_000 },
  async () => {
    const folder = temporaryFolder();
    const child = await bundle(join(folder, 'bin'));
    const library = join(folder, 'library');
    const counts = [0];
    for (let round = 0; round < ROUNDS; round++) {
      // Enough for at least one part of some two commits.
      const commits = 3 + Math.floor(Math.random() * 15);
      const committed = await writeUntilKilled(child, join(library, 'one'), commits);
      const rows = rowsIn(join(library, 'one'));
      expect(rows).toEqual(upTo(rows.length));
      expect(committed).toBeLessThanOrEqual(rows.length);
      expect((await listRecordings(library)).map(({ state }) => state)).toEqual(['interrupted']);
      counts.push(rows.length);
    }
    // Proof that there was something to lose in every round.
    expect(counts.filter((count, i) => i === 0 || counts[i - 1]! < count).length).toBe(ROUNDS + 1);
  },
);

/** Gives how many rows the child had said to be committed when it was killed, after `commits` of its commits. */
async function writeUntilKilled(child: string, folder: string, commits: number): Promise<number> {
  const process_ = spawn(process.execPath, [child, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  process_.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    const lines = said.split('\n').length - 1;
    // A random wait on top, so that it is hit at any place of a commit and not just after one.
    if (commits <= lines) setTimeout(() => process_.kill('SIGKILL'), Math.random() * 10);
  });
  await once(process_, 'close');
  return Number(said.split('\n').at(-2)!.split(' ')[0]);
}

async function bundle(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(import.meta.dirname, 'writing-child.ts'),
      outDir,
      minify: false,
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'child.cjs' } },
    },
  });
  return join(outDir, 'child.cjs');
}
