import { documentJsonSchemaText } from '../document/index.ts';
import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';
import { recordings } from './recordings.ts';
import { run } from './run.ts';
import { sensors } from './sensors.ts';
import { validate } from './validate.ts';

const USAGE = `Usage: millrace COMMAND

  run FILE [--for 30s] [--set path=value]…   run a pipeline until its sources end, the time is over, or Ctrl-C
  validate FILE…                             check documents
  recordings COMMAND                         list, verify, export, import and repair recordings; --help says more
  sensors [--watch] [--json]                 the sensors of this machine with their current values
  schema                                     the JSON Schema of documents, for editors

  --help       this text
  --version    the version of the program

Exit codes: 0 all well, 1 the pipeline failed for good, 2 the command line or the document is wrong, 130 interrupted twice.
`;

const COMMANDS: Readonly<Record<string, (args: readonly string[], io: CliIo) => Promise<number>>> = {
  run,
  validate,
  sensors,
  schema: (_args, io) => Promise.resolve(print(io, documentJsonSchemaText())),
  recordings,
};

/** Commands of the contract that this version does not have yet: told apart from a typing error. */
const NOT_YET = ['export', 'deploy'];

/** Runs the command that `args` name and gives its exit code. */
export async function runCommand(args: readonly string[], io: CliIo, version: string): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version') return print(io, `${version}\n`);
  if (name === '--help' || name === 'help') return print(io, USAGE);
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command && name !== 'recordings' && rest.includes('--help')) return print(io, USAGE);
  if (command) return command(rest, io);
  io.stderr.write(`${complaint(name)}\n\n${USAGE}`);
  return EXIT.usage;
}

function complaint(name: string | undefined): string {
  if (name === undefined) return 'millrace: a command is missing';
  if (NOT_YET.includes(name)) return `millrace: "${name}" is not in this version yet`;
  return `millrace: unknown command "${name}"`;
}

function print(io: CliIo, text: string): number {
  io.stdout.write(text);
  return EXIT.ok;
}
