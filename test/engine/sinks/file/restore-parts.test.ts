import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DurableFiles } from '../../../../engine/files/durable.ts';
import { restoreParts } from '../../../../engine/sinks/file/restore-parts.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const FILES = new DurableFiles({ code: 'sink-failed', title: 'test' });

test('of the files that a checkpoint knows nothing of, those left open go, those that were shown are set aside, and others stay', async () => {
  const folder = temporaryFolder();
  const names = ['part-0-0.ndjson', 'part-0-1.ndjson', '.part-0-2.ndjson.inprogress', 'mine.txt'];
  for (const name of names) writeFileSync(join(folder, name), `of ${name}`);
  const work = { files: FILES, folder, merger: undefined as never };
  const announced: string[][] = [];
  const restored = await restoreParts(
    work,
    { names, shown: [] },
    {
      states: [{ subtask: 0, nextPart: 1, unfinished: [] }],
      announce: async ({ takenBack }) => {
        announced.push([...takenBack], readdirSync(folder).sort());
        return Promise.resolve();
      },
    },
  );
  expect(readdirSync(folder).sort()).toEqual(['.part-0-1.ndjson.after-checkpoint', 'mine.txt', 'part-0-0.ndjson']);
  expect(readFileSync(join(folder, '.part-0-1.ndjson.after-checkpoint'), 'utf8')).toBe('of part-0-1.ndjson');
  // Nothing was touched before it was written down what will count.
  expect(announced).toEqual([['part-0-1.ndjson'], [...names].sort()]);
  expect(restored).toEqual({ parts: [], takenBack: new Set(['part-0-1.ndjson']) });
});
