import { stat } from 'node:fs/promises';
import path from 'node:path';
import { parseInstant } from '../document/instant.ts';
import { Fault } from '../fault.ts';
import { exportFiles } from '../recordings/export-files.ts';
import { exportRows } from '../recordings/export-rows.ts';
import { packRecording } from '../recordings/pack.ts';
import { allParts } from '../recordings/part-bytes.ts';
import { openManifest, recordedRows } from '../recordings/read-rows.ts';
import type { Span } from '../recordings/read-rows.ts';
import { findRecording } from '../recordings/select.ts';
import { EXIT } from './io.ts';
import type { RecordingsCall } from './recordings.ts';
import { keyOf } from './recordings-key.ts';

const FORMATS = ['csv', 'ndjson', 'parquet', 'millrace'] as const;

/** `recordings export`: one recording as one file. */
export async function exportRecording({ io, library, options, names }: RecordingsCall): Promise<number> {
  const [name, ...more] = names;
  if (name === undefined || 0 < more.length) throw misuse('export takes the name of one recording');
  const to = FORMATS.find((each) => each === options.get('--to')?.at(-1));
  if (to === undefined) throw misuse(`export needs --to ${FORMATS.join(', ')}`);
  const span = spanOf(options);
  const isEpoch = options.has('--epoch');
  if (to === 'millrace' && (span !== null || isEpoch))
    throw misuse('a .millrace file holds a whole recording as it is');
  const folder = await findRecording(name, library, io.workingFolder);
  const out = options.get('--out')?.at(-1) ?? `${path.basename(folder)}.${to}`;
  const target = path.resolve(io.workingFolder, out);
  if (await exists(target)) throw new Fault('conflict', `${target} exists already; name another file with --out`);
  const manifest = await openManifest(folder);
  if (to === 'millrace') {
    const files = exportFiles(
      target,
      allParts(manifest).reduce((sum, { bytes }) => sum + bytes, 0),
    );
    await packRecording(files, folder, { manifest, path: target });
    io.stderr.write(`${target}\n`);
    return EXIT.ok;
  }
  const key = await keyOf(io, folder, manifest);
  const rows = await exportRows(exportFiles(target), target, recordedRows(folder, manifest, { span, key }), {
    to,
    isEpoch,
    schema: manifest.schema,
  });
  io.stderr.write(`${target}: ${rows} rows\n`);
  return EXIT.ok;
}

function spanOf(options: RecordingsCall['options']): Span | null {
  const from = timeOf(options, '--from');
  const until = timeOf(options, '--until');
  if (from === null && until === null) return null;
  return { from: from ?? -Infinity, until: until ?? Infinity };
}

function timeOf(options: RecordingsCall['options'], option: string): number | null {
  const text = options.get(option)?.at(-1);
  if (text === undefined) return null;
  const time = parseInstant(text);
  if (time === null) throw misuse(`${option}: "${text}" is no time; write for example 2026-11-22T20:04:08Z`);
  return time;
}

function misuse(message: string): Fault {
  return new Fault('bad-request', message);
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
