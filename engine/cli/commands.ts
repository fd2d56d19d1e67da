import { documentJsonSchemaText } from '../document/index.ts';
import { deploy } from './deploy.ts';
import { exportDocument } from './export.ts';
import { COMMAND_HELP, USAGE } from './help.ts';
import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';
import { recordings } from './recordings.ts';
import { run } from './run.ts';
import { sensors } from './sensors.ts';
import { validate } from './validate.ts';

const COMMANDS: Readonly<Record<string, (args: readonly string[], io: CliIo) => Promise<number>>> = {
  run,
  validate,
  sensors,
  schema: (_args, io) => Promise.resolve(print(io, documentJsonSchemaText())),
  recordings,
  export: exportDocument,
  deploy,
};

/** Runs the command that `args` name and gives its exit code. */
export async function runCommand(args: readonly string[], io: CliIo, version: string): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version') return print(io, `${version}\n`);
  if (name === '--help' || name === '-h' || name === 'help') return print(io, COMMAND_HELP.get(rest[0] ?? '') ?? USAGE);
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const help = asksForHelp(rest) ? COMMAND_HELP.get(name ?? '') : undefined;
  if (help !== undefined) return print(io, help);
  if (command) return command(rest, io);
  io.stderr.write(`${complaint(name)}\n\n${USAGE}`);
  return EXIT.usage;
}

function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

function complaint(name: string | undefined): string {
  if (name === undefined) return 'millrace: a command is missing';
  return `millrace: unknown command "${name}"`;
}

function print(io: CliIo, text: string): number {
  io.stdout.write(text);
  return EXIT.ok;
}
