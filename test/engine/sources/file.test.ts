import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { FileSourceOptions } from '../../../engine/document/plan.ts';
import { describeFault } from '../../../engine/fault.ts';
import { createFileSource } from '../../../engine/sources/file.ts';
import type { SourcePosition } from '../../../engine/sources/source.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { readAll, sourceContext } from './source-rows.ts';

function options(path: string, format: 'ndjson' | 'csv' = 'ndjson'): FileSourceOptions {
  const columns = [{ name: 'n', type: 'bigint', from: 'n' }] as const;
  return { type: 'file', path, format, columns, csv: { delimiter: ',', header: true }, follow: false, eventTime: null };
}

const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `{"n":${from + i}}\n`).join('');
const read = (path: string, format: 'ndjson' | 'csv' = 'ndjson', batchSize = 1000) =>
  readAll(createFileSource(options(path, format), sourceContext(batchSize).context)).then((rows) =>
    rows.map(({ n }) => n),
  );

test('files are read in name order, with runs of digits as numbers, and neither hidden ones nor those in progress', async () => {
  const folder = temporaryFolder();
  const names = [
    'part-0-10.ndjson',
    'part-0-9.ndjson',
    'part-0-1.ndjson',
    '.part-0-2.ndjson.inprogress',
    'part-0-3.ndjson.inprogress',
    '.hidden',
  ];
  names.forEach((name, i) => writeFileSync(join(folder, name), lines(i, i + 1)));
  mkdirSync(join(folder, 'part-folder'));
  expect(await read(join(folder, '*'))).toEqual([2, 1, 0]);
});

test('globs know stars, question marks, alternatives and folders of any depth', async () => {
  const folder = temporaryFolder();
  for (const [i, name] of ['a.ndjson', 'b/a.ndjson', 'b/c/ab.ndjson', 'b/.x/a.ndjson', 'b/c/a.csv'].entries()) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), lines(i, i + 1));
  }
  symlinkSync(folder, join(folder, 'b', 'loop'));
  const found = await Promise.all(
    ['**/a.ndjson', '*/?.ndjson', 'b/**/{ab,a}.{ndjson,csv}', 'b/c/ab.*'].map((glob) => read(join(folder, glob))),
  );
  expect(found).toEqual([[0, 1], [1], [1, 4, 2], [2]]);
});

test('a file whose name looks like a glob is read as it is', async () => {
  const path = join(temporaryFolder(), 'a*{1,2}.ndjson');
  writeFileSync(path, lines(5, 6));
  expect(await read(path)).toEqual([5]);
});

test('no match, no file, a folder and a part in progress are faults that say so', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.part-0-0.ndjson.inprogress'), '');
  await expect(read(join(folder, '*.csv'))).rejects.toMatchObject({
    code: 'source-failed',
    message: `no file matches ${folder}/*.csv; correct the path`,
  });
  await expect(read(join(folder, 'no'))).rejects.toThrow(`${folder}/no does not exist`);
  await expect(read(folder)).rejects.toThrow(`${folder} is a folder; to read the files in it, write ${folder}/*`);
  await expect(read(join(folder, '.part-0-0.ndjson.inprogress'))).rejects.toThrow('is still being written');
});

test('rows tell which file and line they come from, and no batch is larger than asked for', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a'), '{"n":1}\n\n{"n":2}\n{"n":x}\n{"n":3}');
  writeFileSync(join(folder, 'b'), '{"n":4}');
  const { context, rejected } = sourceContext(2);
  const source = createFileSource(options(join(folder, '*')), context);
  await source.open();
  const seen: unknown[] = [];
  for (;;) {
    const batch = await source.poll(new AbortController().signal);
    if (batch === null) break;
    seen.push([basename(batch.origin!.file), ...batch.origin!.lines.subarray(0, batch.length)]);
  }
  await source.close();
  expect([seen, rejected.map(({ file, line, text }) => [basename(file!), line, text])]).toEqual([
    [
      ['a', 1, 3],
      ['a', 5],
      ['b', 1],
    ],
    [['a', 4, '{"n":x}']],
  ]);
});

test('compressed files are read as they are, also of several streams; one that is cut off is a fault that names it', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a.ndjson.gz');
  writeFileSync(path, Buffer.concat([gzipSync(lines(0, 50_000)), gzipSync(lines(50_000, 60_000))]));
  expect((await read(path)).length).toBe(60_000);
  const whole = gzipSync(lines(0, 50_000));
  for (const length of [0, 1, 10, whole.length >> 1, whole.length - 1]) {
    writeFileSync(path, whole.subarray(0, length));
    await expect(read(path)).rejects.toMatchObject({
      code: 'source-failed',
      message: expect.stringContaining(path) as string,
    });
  }
  writeFileSync(path, 'this is no gzip');
  await expect(read(path)).rejects.toThrow(`cannot decompress ${path}`);
});

test('a file that vanishes before its turn, or is cut short while it is read, is a fault that names it', async () => {
  const folder = temporaryFolder();
  const [first, second] = [join(folder, '1'), join(folder, '2')];
  const write = (): void => [first, second].forEach((path) => writeFileSync(path, lines(0, 50_000)));
  write();
  const vanishing = createFileSource(options(join(folder, '*')), sourceContext().context);
  await expect(readAll(vanishing, Infinity, () => rmSync(second, { force: true }))).rejects.toThrow(
    `cannot open ${second} (no such file or folder)`,
  );
  write();
  const shrinking = createFileSource(options(first), sourceContext().context);
  await expect(readAll(shrinking, Infinity, () => truncateSync(first, 10))).rejects.toThrow(`${first} was cut short`);
});

test('a CSV file is read by its header, which each file has', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '1.csv'), 'n,x\n1,a\n2,b\n');
  writeFileSync(join(folder, '2.csv'), 'x,n\na,3\n');
  writeFileSync(join(folder, '3.csv'), '');
  expect(await read(join(folder, '*.csv'), 'csv')).toEqual([1, 2, 3]);
});

test('a CSV file that lacks a column, or has no header that can be read, fails for good: another try finds the same', async () => {
  const path = join(temporaryFolder(), '1.csv');
  const faults: unknown[] = [];
  for (const header of ['m,x', '"n"x', '"n']) {
    writeFileSync(path, `${header}\n1,a\n`);
    const { isPermanent, message } = describeFault(await read(path, 'csv').catch((error: unknown) => error));
    faults.push([isPermanent, message]);
  }
  expect(faults).toEqual([
    [true, `${path}: no column "n" in the header row (m, x); correct the schema, or give it "from"`],
    [true, expect.stringContaining(`${path}: cannot read the header row: `)],
    [true, expect.stringContaining(`${path}: cannot read the header row: `)],
  ]);
});

test.each(['ndjson', 'ndjson.gz', 'csv', 'csv.gz'])(
  'from every position in %s files, reading goes on with the next row',
  async (extension) => {
    const folder = temporaryFolder();
    const isCsv = extension.startsWith('csv');
    for (const [i, from] of [0, 4].entries()) {
      const rows = Array.from({ length: 4 }, (_, k) => (isCsv ? `${from + k}` : `{"n":${from + k}}`));
      const text = `\uFEFF${isCsv ? 'n\n' : ''}${rows.join('\r\n')}`;
      writeFileSync(join(folder, `${i}.${extension}`), extension.endsWith('gz') ? gzipSync(text) : text);
    }
    const setting = options(join(folder, '*'), isCsv ? 'csv' : 'ndjson');
    const source = createFileSource(setting, sourceContext(1).context);
    const positions: (SourcePosition | null)[] = [];
    await readAll(source, Infinity, () => positions.push(source.position()));
    const rest = await Promise.all(
      positions.map((from) => readAll(createFileSource(setting, sourceContext(3).context, from))),
    );
    expect(rest.map((rows) => rows.map(({ n }) => n))).toEqual(
      Array.from({ length: 8 }, (_, i) => Array.from({ length: 7 - i }, (__, k) => i + 1 + k)),
    );
  },
);

test.each(['ndjson', 'ndjson.gz'])(
  'a %s file that is shorter than what was read of it, or gone, is told of',
  async (extension) => {
    const folder = temporaryFolder();
    const path = join(folder, `a.${extension}`);
    const write = (text: string): void => writeFileSync(path, extension.endsWith('gz') ? gzipSync(text) : text);
    write(lines(0, 4));
    const setting = options(join(folder, '*'));
    const source = createFileSource(setting, sourceContext(1).context);
    const positions: (SourcePosition | null)[] = [];
    await readAll(source, Infinity, () => positions.push(source.position()));
    const goOn = (): Promise<unknown> => readAll(createFileSource(setting, sourceContext().context, positions[2]));
    write(lines(0, 2));
    const remedy = 'or begin anew without the saved state';
    await expect(goOn()).rejects.toThrow(
      `${path} was cut short while it was being read; put it back as it was, ${remedy}`,
    );
    rmSync(path);
    writeFileSync(join(folder, 'b.ndjson'), lines(0, 9));
    await expect(goOn()).rejects.toThrow(
      `cannot go on with ${path}: ${join(folder, '*')} no longer matches it; put the file back, ${remedy}`,
    );
  },
);

test('a poll ends early, with no rows, when it is aborted', async () => {
  const path = join(temporaryFolder(), 'a');
  writeFileSync(path, lines(0, 1));
  const source = createFileSource(options(path), sourceContext().context);
  await source.open();
  const batch = await source.poll(AbortSignal.abort());
  await source.close();
  expect(batch?.length).toBe(0);
});
