import { readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fromRows } from '../../engine/data/rows.ts';
import { createFileSink } from '../../engine/sinks/file.ts';
import { systemClock } from '../../engine/time/clock.ts';
import type { FileSinkOptions } from '../../engine/document/plan.ts';
import { readManifest } from '../../engine/recordings/manifest.ts';
import { KINDS } from './kinds.ts';
import type { Kind } from './kinds.ts';
import { NUMBERS } from './numbered-rows.ts';

/**
 * Writes numbered rows into the folder it is given, from the number after the last committed one on, until it is killed. After
 * each commit it says on standard output how many rows have been committed.
 */
async function main(path: string, kind: Kind): Promise<void> {
  const options: FileSinkOptions = { type: 'file', path, compress: 'none', ...KINDS[kind] };
  const sink = createFileSink(options, NUMBERS, {
    id: 'child',
    subtask: 0,
    clock: systemClock,
    warn: () => undefined,
    recordingName: 'Child',
    documentText: null,
  });
  await sink.open();
  const committed = () => readManifest(readFileSync(join(path, 'manifest.json'), 'utf8'));
  let next = committed().rows;
  for (let checkpoint = 1; ; checkpoint++) {
    for (let i = 0; i < 3; i++) {
      sink.receive(
        fromRows(
          NUMBERS,
          Array.from({ length: 500 }, () => ({ n: next++ })),
        ),
      );
    }
    await sink.prepareCommit(checkpoint);
    await sink.commit(checkpoint);
    const { rows, unfinished } = committed();
    // Of lines, those that whoever looks at the finished parts finds; else those that the manifest knows of.
    const known = kind === 'lines' ? rows : rows + unfinished.reduce((sum, part) => sum + part.rows, 0);
    writeSync(1, `${known} ${readdirSync(path).length}\n`);
  }
}

void main(process.argv[2]!, process.argv[3] as Kind);
