import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import { openManifest, recordedRows } from '../../engine/recordings/read-rows.ts';
import { toRows } from '../../engine/data/rows.ts';
import type { Row } from '../../engine/data/rows.ts';
import { startCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { allowedMs } from './rounds.ts';

const isRoot = process.getuid?.() === 0;

const documentOf = (format: string): string => `version: 1
name: full
settings: { checkpoint: { interval: 200ms }, restart: { strategy: fixed_delay, attempts: 1000, delay: 500ms } }
sources:
  sensors: { type: system, interval: 100ms, metrics: ["system.memory.*"] }
sinks:
  rows: { type: file, inputs: [sensors], path: disk/rows, format: ${format} }
`;

async function rowsIn(folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of recordedRows(folder, await openManifest(folder), { span: null, key: null }))
    rows.push(...toRows(batch));
  return rows;
}

test.runIf(isRoot).each(['ndjson', 'parquet'])(
  'a pipeline whose disk is full waits, goes on by itself once there is room, and tells the gap in its rows, as %s',
  { timeout: allowedMs(90_000) },
  async (format) => {
    const folder = temporaryFolder();
    const disk = join(folder, 'disk');
    execFileSync('mkdir', [disk]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]);
    onTestFinished(() => {
      if (readFileSync('/proc/mounts', 'utf8').includes(` ${disk} `)) execFileSync('umount', ['-l', disk]);
    });
    writeFileSync(join(folder, 'p.yaml'), documentOf(format));
    const command = startCommand(['run', 'p.yaml', '--state', 'state'], folder);
    onTestFinished(() => void command.child.kill('SIGKILL'));
    const rows = join(disk, 'rows');
    const count = async (): Promise<number> =>
      existsSync(join(rows, 'manifest.json')) ? (await rowsIn(rows)).length : 0;
    await expect.poll(count, { timeout: 20_000 }).toBeGreaterThan(5);
    fill(join(disk, 'filler'));
    await command.hasSaid('the disk is full');
    const before = await count();
    rmSync(join(disk, 'filler'));
    await expect.poll(count, { timeout: 20_000 }).toBeGreaterThan(before + 20);
    command.child.kill('SIGINT');
    const { code, stderr } = await command.result;
    expect(code, stderr).toBe(0);
    const all = await rowsIn(rows);
    const gaps = all.filter(({ metric }) => metric === 'gap').map(({ entity, unit }) => [entity, unit]);
    expect(gaps).toContainEqual(['disk full', 's']);
    const times = all.filter(({ metric }) => metric !== 'gap').map((row) => JSON.stringify(row));
    expect(new Set(times).size).toBe(times.length);
  },
);

/** Takes all the room that is left. */
function fill(file: string): void {
  try {
    execFileSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=4k'], { stdio: 'ignore' });
  } catch {
    // It ends with the disk being full, which is what it is for.
  }
}
