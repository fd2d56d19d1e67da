import path from 'node:path';
import { describeFault, Fault } from '../fault.ts';
import { appLibrary } from '../recordings/app-library.ts';
import { parseArguments } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';
import { exportRecording } from './recordings-export.ts';
import { importRecordings } from './recordings-import.ts';
import { listLibrary } from './recordings-list.ts';
import { repairRecordings } from './recordings-repair.ts';
import { verifyRecordings } from './recordings-verify.ts';

/** What there is to say about `millrace recordings`. */
export const RECORDINGS_HELP = `Usage: millrace recordings COMMAND

  list                               the recordings of the library, newest first
  verify [NAME…]                     reads every byte, and names the file and the place of any damage
  export NAME --to FORMAT            csv, ndjson, parquet, or millrace: one file that import takes
         [--out FILE] [--from TIME] [--until TIME] [--epoch]
  import FILE…                       takes .millrace files, folders of recordings, and CSV, NDJSON or Parquet files into the library
  repair NAME…                       makes a damaged recording whole again; what was damaged is kept aside

  NAME is the name of a recording or the path of its folder; verify without one takes all.
  --folder FOLDER   the library; default: that of the app
  --json            list and verify print JSON
  --epoch           times as milliseconds since 1970 instead of readable ones

  The passphrase of an encrypted recording is taken from MILLRACE_PASSPHRASE, or from the variable that its document names.
`;

const OPTIONS = {
  '--folder': 'value',
  '--json': 'switch',
  '--to': 'value',
  '--out': 'value',
  '--from': 'value',
  '--until': 'value',
  '--epoch': 'switch',
} as const;

/** What the parts of the command are given. */
export interface RecordingsCall {
  readonly io: CliIo;
  /** The folder of the library, absolute. */
  readonly library: string;
  readonly options: Arguments['options'];
  /** The words after the part's name. */
  readonly names: readonly string[];
}

const PARTS: Readonly<Record<string, (call: RecordingsCall) => Promise<number>>> = {
  list: listLibrary,
  verify: verifyRecordings,
  export: exportRecording,
  import: importRecordings,
  repair: repairRecordings,
};

/** `millrace recordings …`: the library of recordings. Gives the exit code. */
export async function recordings(args: readonly string[], io: CliIo): Promise<number> {
  if (args.includes('--help')) {
    io.stdout.write(RECORDINGS_HELP);
    return EXIT.ok;
  }
  const parsed = parseArguments(args, OPTIONS);
  if (typeof parsed === 'string') return misused(io, parsed);
  const [name, ...names] = parsed.rest;
  const part = name !== undefined && Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
  if (!part) return misused(io, name === undefined ? 'a command is missing' : `unknown command "${name}"`);
  const folder = parsed.options.get('--folder')?.at(-1);
  const library = folder === undefined ? appLibrary(io.environment) : path.resolve(io.workingFolder, folder);
  try {
    return await part({ io, library, options: parsed.options, names });
  } catch (error) {
    if (error instanceof Fault && error.code === 'bad-request') return misused(io, error.message);
    io.stderr.write(`millrace recordings ${name}: ${describeFault(error).message}\n`);
    return EXIT.failed;
  }
}

function misused(io: CliIo, complaint: string): number {
  io.stderr.write(`millrace recordings: ${complaint}\n\n${RECORDINGS_HELP}`);
  return EXIT.usage;
}
