import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { DurableFiles } from '../../engine/files/durable.ts';
import { findBlocks } from '../../engine/files/spool-blocks.ts';
import { Spool } from '../../engine/files/spool.ts';
import { WaitingBlocks } from '../../engine/sinks/http/waiting-blocks.ts';
import type { Image } from '../engine/files/losing-system.ts';
import { LosingSystem } from '../engine/files/losing-system.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const OWNER = { code: 'sink-failed', title: 'test' } as const;
const FOREVER = 1e9;
const LARGE = 3 * 1024 * 1024;

/** The numbers of the blocks that every disk holds on which the power was cut now. */
function lasting(system: LosingSystem): number[] {
  const numbersOn = (image: Image): Set<number> =>
    new Set(
      [...image]
        .filter(([path]) => basename(path).startsWith('blocks-'))
        .flatMap(([, content]) => findBlocks(content).blocks.map(({ number }) => number)),
    );
  const [first, ...rest] = system.images.map(numbersOn);
  return [...first!].filter((number) => rest.every((each) => each.has(number))).sort((a, b) => a - b);
}

function spoolOn(): { system: LosingSystem; spool: Spool } {
  const root = temporaryFolder();
  const system = new LosingSystem(root, FOREVER);
  return { system, spool: new Spool(new DurableFiles(OWNER, system), root) };
}

test('what was synced of the rows that wait is there whenever the power is cut, also in files that were full before', async () => {
  const { system, spool } = spoolOn();
  await spool.open(() => undefined);
  const seen: number[][] = [];
  for (const bytes of [100, 100, LARGE, LARGE, 100]) {
    await spool.append(new Uint8Array(bytes), 1);
    await spool.sync();
    seen.push(lasting(system));
  }
  expect(seen).toEqual([[0], [0, 1], [0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 3, 4]]);
  await spool.close();
});

test('files that become full between two syncs are there after the next', async () => {
  const { system, spool } = spoolOn();
  await spool.open(() => undefined);
  for (let i = 0; i < 5; i++) await spool.append(new Uint8Array(LARGE), 1);
  await spool.sync();
  expect(lasting(system)).toEqual([0, 1, 2, 3, 4]);
  await spool.close();
});

test('what is in it when it is closed is there', async () => {
  const { system, spool } = spoolOn();
  await spool.open(() => undefined);
  for (const bytes of [LARGE, LARGE, 100]) await spool.append(new Uint8Array(bytes), 1);
  await spool.close();
  expect(lasting(system)).toEqual([0, 1, 2]);
});

test('a file is closed for writing and for reading once it is done with, and all of them in the end', async () => {
  const { system, spool } = spoolOn();
  await spool.open(() => undefined);
  const blocks = [];
  for (const bytes of [LARGE, LARGE, 100]) blocks.push(await spool.append(new Uint8Array(bytes), 1));
  await spool.sync();
  for (const block of blocks) await spool.read(block);
  const open = [...system.unclosed].sort();
  for (const block of blocks.slice(0, 2)) await spool.remove(block);
  const seen = [open, [...system.unclosed].sort()];
  await spool.close();
  expect([...seen, system.unclosed]).toEqual([
    ['blocks-00000001', 'blocks-00000002', 'blocks-00000002'],
    ['blocks-00000002', 'blocks-00000002'],
    [],
  ]);
});

test('a commit has saved all that was put before it, also while a save goes on', async () => {
  const { system, spool } = spoolOn();
  const waiting = new WaitingBlocks(spool, FOREVER);
  await waiting.open(() => undefined);
  for (let i = 0; i < 4; i++) waiting.put(new Uint8Array(LARGE), 1);
  await waiting.save();
  const first = lasting(system);
  for (let i = 0; i < 2; i++) waiting.put(new Uint8Array(100), 1);
  await waiting.save();
  expect([first, lasting(system), waiting.rows]).toEqual([[0, 1, 2, 3], [0, 1, 2, 3, 4, 5], 6]);
  await waiting.close();
});

test('a disk that takes nothing more fails the save, not only the next call', async () => {
  const { spool } = spoolOn();
  const waiting = new WaitingBlocks(spool, FOREVER);
  await waiting.open(() => undefined);
  spool.append = () => Promise.reject(new Error('the disk is full'));
  waiting.put(new Uint8Array(10), 1);
  await expect(waiting.save()).rejects.toThrow('the disk is full');
});

test('no more than the limit goes to the disk by itself, and a block that was sent meanwhile is taken out of it', async () => {
  const { spool } = spoolOn();
  const waiting = new WaitingBlocks(spool, LARGE);
  await waiting.open(() => undefined);
  for (let i = 0; i < 5; i++) waiting.put(new Uint8Array(LARGE), 1);
  // The oldest is sent while it is being written.
  await waiting.takeHead();
  await waiting.changed();
  const bytes = spool.sizeBytes;
  while (!waiting.isEmpty) await waiting.takeHead();
  expect([LARGE <= bytes && bytes < 2 * LARGE, spool.sizeBytes]).toEqual([true, 0]);
  await waiting.close();
});

test('nothing is left of blocks that were sent while they were being written, once it is closed', async () => {
  const folder = join(temporaryFolder(), 'buffer');
  const waiting = new WaitingBlocks(new Spool(new DurableFiles(OWNER), folder), FOREVER);
  await waiting.open(() => undefined);
  for (let i = 0; i < 3; i++) waiting.put(new Uint8Array(LARGE), 1);
  while (!waiting.isEmpty) await waiting.takeHead();
  await waiting.close();
  expect(existsSync(folder)).toBe(false);
});

test('what was sent from the disk makes no more room in memory than there is', async () => {
  const { spool } = spoolOn();
  const waiting = new WaitingBlocks(spool, FOREVER);
  await waiting.open(() => undefined);
  for (let i = 0; i < 4; i++) waiting.put(new Uint8Array(LARGE), 1);
  await waiting.save();
  while (!waiting.isEmpty) await waiting.takeHead();
  for (let i = 0; i < 3; i++) waiting.put(new Uint8Array(LARGE), 1);
  // More than may be in memory alone goes to the disk without being told to.
  await expect.poll(() => spool.sizeBytes, { timeout: 4000 }).toBeGreaterThan(LARGE);
  await waiting.close();
});
