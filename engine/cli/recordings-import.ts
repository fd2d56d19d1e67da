import path from 'node:path';
import { Fault } from '../fault.ts';
import { DurableFiles } from '../files/durable.ts';
import { takeIn } from '../recordings/take-in.ts';
import { EXIT } from './io.ts';
import type { RecordingsCall } from './recordings.ts';

/** `recordings import`: takes `.millrace` files, folders of recordings and files of rows into the library. */
export async function importRecordings({ io, library, names }: RecordingsCall): Promise<number> {
  if (names.length === 0)
    throw new Fault(
      'bad-request',
      'import needs the name of a .millrace file, of the folder of a recording, or of a CSV, NDJSON or Parquet file',
    );
  for (const name of names) {
    const file = path.resolve(io.workingFolder, name);
    const files = new DurableFiles({ code: 'recording-failed', title: path.basename(file) });
    const { folder, leftOut } = await takeIn(files, file, library);
    io.stderr.write(`${folder}${leftOut === 0 ? '' : `: ${leftOut} rows cannot be read and are left out`}\n`);
  }
  return EXIT.ok;
}
