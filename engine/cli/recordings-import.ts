import path from 'node:path';
import { Fault } from '../fault.ts';
import { DurableFiles } from '../files/durable.ts';
import { unpackRecording } from '../recordings/pack.ts';
import { EXIT } from './io.ts';
import type { RecordingsCall } from './recordings.ts';

/** `recordings import`: takes `.millrace` files into the library. */
export async function importRecordings({ io, library, names }: RecordingsCall): Promise<number> {
  if (names.length === 0) throw new Fault('bad-request', 'import needs the name of a .millrace file');
  for (const name of names) {
    const file = path.resolve(io.workingFolder, name);
    const files = new DurableFiles({ code: 'recording-failed', title: path.basename(file) });
    io.stderr.write(`${await unpackRecording(files, file, library)}\n`);
  }
  return EXIT.ok;
}
