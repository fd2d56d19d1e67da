import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Batch } from '../../../engine/data/batch.ts';
import { DurableFiles } from '../../../engine/files/durable.ts';
import type { FileSystem } from '../../../engine/files/file-system.ts';
import { exportRows } from '../../../engine/recordings/export-rows.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { LosingSystem } from '../files/losing-system.ts';
import { numbered, SCHEMA } from '../sinks/file-sink-parts.ts';

async function* rows(): AsyncGenerator<Batch> {
  yield numbered(0, 2);
  await Promise.resolve();
  yield numbered(2, 3);
}

const exported = (path: string, system?: FileSystem): Promise<number> =>
  exportRows(new DurableFiles({ code: 'recording-failed', title: 'export' }, system), path, rows(), {
    ...{ to: 'csv', isEpoch: false, schema: SCHEMA },
  });

test('what an export that was killed has left is in nobody’s way, and is gone afterwards', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.rows.csv.new'), 'half');
  expect(await exported(join(folder, 'rows.csv'))).toBe(3);
  expect([readdirSync(folder), readFileSync(join(folder, 'rows.csv'), 'utf8')]).toEqual([
    ['rows.csv'],
    'n,text\n0,row 0\n1,row 1\n2,row 2\n',
  ]);
});

test('an export is there whole and on the disk, or not at all, and leaves no file open, wherever the disk fails', async () => {
  for (let calls = 0, isCut = true; isCut; calls++) {
    const folder = temporaryFolder();
    const system = new LosingSystem(folder, calls);
    const isDone = await exported(join(folder, 'rows.csv'), system).then(
      () => true,
      () => false,
    );
    isCut = system.isCut;
    const left = system.images.map((image) => image.get('rows.csv')?.length ?? 0);
    expect([calls, isDone, system.unclosed, left.every((bytes) => bytes === 31 || (!isDone && bytes === 0))]).toEqual([
      ...[calls, !isCut, [], true],
    ]);
  }
});
