import { cpSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DurableFiles } from '../../../engine/files/durable.ts';
import { Spool } from '../../../engine/files/spool.ts';
import type { SpooledBlock } from '../../../engine/files/spool.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const files = new DurableFiles({ code: 'sink-failed', title: 'sink "x"' });
const bytes = (text: string): Buffer => Buffer.from(text);

/** The spool in `folder`, and what was left in it. */
async function open(folder: string): Promise<{ spool: Spool; left: SpooledBlock[] }> {
  const spool = new Spool(files, folder);
  return { spool, left: await spool.open() };
}

async function texts(spool: Spool, blocks: readonly SpooledBlock[]): Promise<unknown[]> {
  const found = [];
  for (const block of blocks) found.push([Buffer.from(await spool.read(block)).toString(), block.rows]);
  return found;
}

test('what was put in is there again in its order after a kill, and its files are gone once it was taken', async () => {
  const folder = join(temporaryFolder(), '.deep', 'a');
  const first = await open(folder);
  await first.spool.append(bytes('one'), 1);
  await first.spool.append(bytes('two'), 2);
  await first.spool.sync();
  // Nothing is closed: so it is after a kill, with a claim that nobody is behind.
  const killed = join(temporaryFolder(), '.deep', 'a');
  cpSync(folder, killed, { recursive: true, filter: (source) => !source.endsWith('.claim') });
  await first.spool.close();
  writeFileSync(join(killed, '.claim'), '');
  const second = await open(killed);
  await second.spool.append(bytes('three'), 3);
  await second.spool.close();
  const third = await open(killed);
  const seen = await texts(third.spool, third.left);
  for (const block of third.left) await third.spool.remove(block);
  const names = readdirSync(killed);
  await third.spool.close();
  expect([seen, names, third.spool.sizeBytes, existsSync(join(killed, '..'))]).toEqual([
    [
      ['one', 1],
      ['two', 2],
      ['three', 3],
    ],
    ['.claim'],
    0,
    false,
  ]);
});

test('half a block at the end, or one that was damaged, is left out with what follows it, at any place of the cut', async () => {
  const folder = temporaryFolder();
  const { spool } = await open(folder);
  await spool.append(bytes('one'), 1);
  await spool.append(bytes('two'), 1);
  await spool.close();
  const name = readdirSync(folder).find((each) => each.startsWith('blocks-'))!;
  const path = join(folder, name);
  const whole = readFileSync(path);
  const counts = [];
  for (let size = whole.length; 0 < size; size--) {
    const cut = temporaryFolder();
    writeFileSync(join(cut, name), whole.subarray(0, size));
    const { spool: again, left } = await open(cut);
    counts.push((await texts(again, left)).length);
    await again.close();
  }
  const second = whole.length / 2;
  expect(counts).toEqual(
    Array.from({ length: whole.length }, (_, i) => (i === 0 ? 2 : whole.length - i < second ? 0 : 1)),
  );
  writeFileSync(
    path,
    whole.map((byte, i) => (i === whole.length - 1 ? byte ^ 1 : byte)),
  );
  const damaged = await open(folder);
  expect(await texts(damaged.spool, damaged.left)).toEqual([['one', 1]]);
  await damaged.spool.close();
  truncateSync(path);
  const emptied = await open(folder);
  expect([emptied.left, readdirSync(folder)]).toEqual([[], ['.claim']]);
  await emptied.spool.close();
});

test('much is in several files, and each is deleted as soon as all of it was taken', async () => {
  const folder = temporaryFolder();
  const { spool } = await open(folder);
  const block = Buffer.alloc(1024 * 1024, 'x');
  const blocks = [];
  for (let i = 0; i < 10; i++) blocks.push(await spool.append(block, 1));
  const fileCount = (): number => readdirSync(folder).filter((name) => name !== '.claim').length;
  const counts = [fileCount()];
  for (const each of blocks) {
    await spool.remove(each);
    counts.push(fileCount());
  }
  expect(counts).toEqual([3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 0]);
});

test('a folder that another run has open is refused, also where its path is long, and free once that run has ended', async () => {
  for (const folder of [join(temporaryFolder(), 'a'), join(temporaryFolder(), 'long'.repeat(40))]) {
    const first = await open(folder);
    await expect(open(folder)).rejects.toThrow(
      `sink "x": another run uses ${folder}; end that one, or name another folder`,
    );
    await first.spool.close();
    const second = await open(folder);
    await second.spool.close();
  }
});
