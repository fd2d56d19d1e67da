import { readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fromRows } from '../../engine/data/rows.ts';
import { createFileSink } from '../../engine/sinks/file.ts';
import { systemClock } from '../../engine/time/clock.ts';
import { NUMBERS, rowsIn } from './numbered-rows.ts';

/**
 * Writes numbered rows into the folder it is given, from the number after the last finished one on, until it is killed. After
 * each commit it says on standard output how many rows have been committed.
 */
async function main(path: string): Promise<void> {
  const rolling = { sizeBytes: 20_000, intervalMs: 1e9 };
  const sink = createFileSink({ type: 'file', path, format: 'ndjson', rolling, compress: 'none' }, NUMBERS, {
    id: 'child',
    subtask: 0,
    clock: systemClock,
    warn: () => undefined,
    recordingName: 'Child',
    documentText: null,
  });
  await sink.open();
  let next = rowsIn(path).length;
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
    const { rows } = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8')) as { rows: number };
    writeSync(1, `${rows} ${readdirSync(path).length}\n`);
  }
}

void main(process.argv[2]!);
