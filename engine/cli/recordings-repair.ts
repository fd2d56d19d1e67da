import { basename } from 'node:path';
import { Fault } from '../fault.ts';
import { DurableFiles } from '../files/durable.ts';
import { repairRecording } from '../recordings/repair.ts';
import { findRecording } from '../recordings/select.ts';
import { systemClock } from '../time/clock.ts';
import { EXIT } from './io.ts';
import type { RecordingsCall } from './recordings.ts';

/** `recordings repair`: makes damaged recordings whole again, and says what was lost. */
export async function repairRecordings({ io, library, names }: RecordingsCall): Promise<number> {
  if (names.length === 0) throw new Fault('bad-request', 'repair needs the name of a recording');
  for (const name of names) {
    const folder = await findRecording(name, library, io.workingFolder);
    const files = new DurableFiles({ code: 'recording-failed', title: `recording "${basename(folder)}"` });
    const done = await repairRecording(files, folder, systemClock.now());
    for (const sentence of done) io.stdout.write(`${basename(folder)}: ${sentence}\n`);
  }
  return EXIT.ok;
}
