import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeDocument } from './running-command.ts';

const isRoot = process.getuid?.() === 0;

test.runIf(isRoot)(
  'an export to a disk that really is full says what to do, and leaves nothing there',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder();
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    onTestFinished(() => void execFileSync('umount', ['-l', disk]));
    writeDocument(folder, { parallelism: 1, rows: 20_000 });
    await runCommand(['run', 'numbers.yaml'], folder);
    const told = [];
    for (const to of ['ndjson', 'millrace']) {
      const { code, stderr } = await runCommand(
        ['recordings', 'export', join(folder, 'parts'), '--to', to, '--out', join(disk, `all.${to}`)],
        folder,
      );
      told.push([code, stderr]);
    }
    const remedy = 'free space or choose another folder, and export again; nothing of it was left there';
    expect(told).toEqual([
      [1, expect.stringMatching(`export "all\\.ndjson": cannot write .* \\(the disk is full\\); ${remedy}`)],
      [1, expect.stringMatching(`\\(the disk is full\\); it needs \\d+\\.\\d MB; ${remedy}`)],
    ]);
    expect(readdirSync(disk)).toEqual([]);
  },
);
