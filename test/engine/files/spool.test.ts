import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { crc32 } from '../../../engine/files/crc32.ts';
import { DurableFiles } from '../../../engine/files/durable.ts';
import { encodeHead } from '../../../engine/files/spool-blocks.ts';
import { Spool } from '../../../engine/files/spool.ts';
import type { SpooledBlock } from '../../../engine/files/spool.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { faultySystem } from './faulty-system.ts';

const files = new DurableFiles({ code: 'sink-failed', title: 'sink "x"' });
const bytes = (text: string): Buffer => Buffer.from(text);

/** The spool in `folder`, what was left in it, and what it tells of what was not. */
async function open(folder: string): Promise<{ spool: Spool; left: SpooledBlock[]; losses: string[] }> {
  const spool = new Spool(files, folder);
  const losses: string[] = [];
  const left = await spool.open((message) => losses.push(message.replaceAll(folder, 'F')));
  return { spool, left, losses };
}

/** The content of a file with one block for each of `contents`, and its name. */
async function fileWith(...contents: string[]): Promise<{ name: string; whole: Buffer }> {
  const folder = temporaryFolder();
  const { spool } = await open(folder);
  for (const each of contents) await spool.append(bytes(each), each.length);
  await spool.close();
  const name = readdirSync(folder).find((each) => each.startsWith('blocks-'))!;
  return { name, whole: readFileSync(join(folder, name)) };
}

/** What a spool gives of a file with `content`, and what it tells. */
async function openedWith(name: string, content: Uint8Array): Promise<{ seen: unknown[]; losses: string[] }> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), content);
  const { spool, left, losses } = await open(folder);
  const seen = await texts(spool, left);
  await spool.close();
  return { seen, losses };
}

function flipped(content: Buffer, at: number): Buffer {
  const other = Buffer.from(content);
  other[at]! ^= 1 + (at % 255);
  return other;
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

test('half a block at the end is left out and told, at any place of the cut', async () => {
  const { name, whole } = await fileWith('one', 'two');
  const second = whole.length / 2;
  const half = (from: number, size: number): string[] =>
    from === size
      ? []
      : [
          `F/${name}: bytes ${from} to ${size - 1} are half a block, as the end of a run in the middle of writing leaves; they are left out`,
        ];
  const [found, expected] = [[], []] as unknown[][];
  for (let size = 0; size <= whole.length; size++) {
    found!.push(await openedWith(name, whole.subarray(0, size)));
    const one = second <= size ? [['one', 3]] : [];
    const losses = size === whole.length ? [] : half(size < second ? 0 : second, size);
    expected!.push({ seen: size === whole.length ? [...one, ['two', 3]] : one, losses });
  }
  expect(found).toEqual(expected);
});

test('damage to any byte is told with its place, and all other blocks are given as they were written', async () => {
  const { name, whole } = await fileWith('one', 'fifteen', 'two');
  const blocks = [
    ['one', 3],
    ['fifteen', 7],
    ['two', 3],
  ];
  const ends = [27, 58, 85];
  const [found, expected] = [[], []] as unknown[][];
  for (let at = 0; at < whole.length; at++) {
    found!.push(await openedWith(name, flipped(whole, at)));
    const hit = ends.findIndex((end) => at < end);
    const told = `F/${name}: bytes ${ends[hit - 1] ?? 0} to ${ends[hit]! - 1} are not as they were written: the rows in them are lost; what else is in it is sent, and the file is kept as "damaged ${name}"`;
    const missing = `F/${name}: before byte ${ends[1]}, blocks of rows are missing that were there: 1`;
    expected!.push({ seen: blocks.filter((_, i) => i !== hit), losses: hit === 1 ? [told, missing] : [told] });
  }
  expect([whole.length, found]).toEqual([85, expected]);
});

test('a file that was damaged stays beside those that come later', async () => {
  const folder = temporaryFolder();
  const large = 'x'.repeat(4 * 1024 * 1024);
  const first = await open(folder);
  for (const each of ['a', 'b', 'c']) await first.spool.append(bytes(each + large), 1);
  await first.spool.close();
  const [one, two] = readdirSync(folder).filter((name) => name.startsWith('blocks-'));
  rmSync(join(folder, two!));
  writeFileSync(join(folder, one!), flipped(readFileSync(join(folder, one!)), 100));
  const second = await open(folder);
  const given = (await texts(second.spool, second.left)).map((each) => (each as string[])[0]![0]);
  for (const block of second.left) await second.spool.remove(block);
  await second.spool.close();
  const third = await open(folder);
  await third.spool.append(bytes('d'), 1);
  await third.spool.close();
  expect([given, second.losses, third.losses, readdirSync(folder)]).toEqual([
    ['c'],
    [
      `F/${one}: bytes 0 to ${large.length + 24} are not as they were written: the rows in them are lost; nothing of it can be sent, and the file is kept as "damaged ${one}"`,
    ],
    [],
    ['blocks-00000002', 'damaged blocks-00000001'],
  ]);
});

test('blocks that are missing between two files are told', async () => {
  const folder = temporaryFolder();
  const large = 'x'.repeat(4 * 1024 * 1024);
  const first = await open(folder);
  for (const each of ['a', 'b', 'c']) await first.spool.append(bytes(each + large), 1);
  await first.spool.close();
  rmSync(join(folder, 'blocks-00000002'));
  const { spool, losses } = await open(folder);
  await spool.close();
  expect(losses).toEqual(['F/blocks-00000003: before byte 0, blocks of rows are missing that were there: 1']);
});

test('a block that is damaged between looking at it and sending it is not given, whichever byte it is', async () => {
  const folder = temporaryFolder();
  const { spool } = await open(folder);
  const block = await spool.append(bytes('some rows'), 2);
  await spool.sync();
  const path = join(
    folder,
    readdirSync(folder).find((each) => each.startsWith('blocks-'))!,
  );
  const whole = readFileSync(path);
  const reasons = new Set<string>();
  for (let at = block.offset; at < whole.length; at++) {
    writeFileSync(path, flipped(whole, at));
    await spool.read(block).catch((error: Error) => reasons.add(error.message.replaceAll(folder, 'F')));
  }
  writeFileSync(path, whole.subarray(0, -1));
  await spool.read(block).catch((error: Error) => reasons.add(error.message.replaceAll(folder, 'F')));
  writeFileSync(path, whole);
  const rows = Buffer.from(await spool.read(block)).toString();
  await spool.close();
  expect([[...reasons], rows]).toEqual([
    [
      'sink "x": F/blocks-00000001: bytes 24 to 32 are not as they were written; the disk may be failing. The next start leaves them out',
      expect.stringMatching(/^sink "x": cannot read F\/blocks-00000001 \(it is shorter than it was\)/),
    ],
    'some rows',
  ]);
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

test('what comes after all was taken is there, too', async () => {
  const folder = temporaryFolder();
  const { spool } = await open(folder);
  await spool.remove(await spool.append(bytes('gone'), 1));
  await spool.append(bytes('there'), 1);
  await spool.sync();
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true, filter: (path) => !path.endsWith('.claim') });
  const again = await open(copy);
  expect(await texts(again.spool, again.left)).toEqual([['there', 1]]);
  await again.spool.close();
  await spool.close();
});

test('what is left from before counts for how large it is, and a file with half a block at its end is gone once the rest was taken', async () => {
  const { name, whole } = await fileWith('abc');
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), Buffer.concat([whole, whole.subarray(0, 7)]));
  const { spool, left } = await open(folder);
  const size = spool.sizeBytes;
  await spool.remove(left[0]!);
  expect([size, readdirSync(folder).filter((each) => each.includes('blocks-'))]).toEqual([whole.length + 7, []]);
  await spool.close();
});

test('after the highest number of a block comes 0, and what is missing between them is told', async () => {
  const folder = temporaryFolder();
  const block = (number: number): Buffer =>
    Buffer.concat([encodeHead({ number, rows: 1, length: 1, sum: crc32(bytes('x')) }), bytes('x')]);
  writeFileSync(join(folder, 'blocks-00000001'), Buffer.concat([block(2 ** 32 - 3), block(2 ** 32 - 2), block(0)]));
  const { spool, losses } = await open(folder);
  expect(losses).toEqual([expect.stringMatching(/blocks of rows are missing that were there: 1$/)]);
  await spool.close();
});

test('a commit syncs the file alone where its name has lasted since an earlier one', async () => {
  const folder = temporaryFolder();
  const system = faultySystem();
  const spool = new Spool(new DurableFiles({ code: 'sink-failed', title: 'test' }, system), folder);
  await spool.open(() => undefined);
  const synced: string[][] = [];
  for (const text of ['one', 'two']) {
    const from = system.calls.length;
    await spool.append(bytes(text), 1);
    await spool.sync();
    synced.push(system.calls.slice(from).filter((call) => call.includes('sync')));
  }
  await spool.close();
  expect(synced).toEqual([['datasync blocks-00000001', `sync ${basename(folder)}`], ['datasync blocks-00000001']]);
});
