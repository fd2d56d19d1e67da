import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

export const COMMAND = path.resolve(import.meta.dirname, '../../out/cli/millrace.cjs');

/** What a run of the command left behind. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A started command. */
export interface StartedCommand {
  readonly child: ChildProcess;
  readonly result: Promise<CommandResult>;
  /** Settles when standard error has shown `text`; rejects when the command ends without it. */
  hasSaid(text: string): Promise<void>;
}

/** Starts the built command in `folder`; `readsOutput: false` leaves its standard output unread, as a stuck pipe does. */
export function startCommand(
  args: readonly string[],
  folder: string,
  options: { readonly readsOutput?: boolean; readonly environment?: Record<string, string> } = {},
): StartedCommand {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.environment },
  });
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  if (options.readsOutput !== false) child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const listener of listeners) listener();
  });
  const result = new Promise<CommandResult>((resolve) => {
    child.once(options.readsOutput === false ? 'exit' : 'close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    child,
    result,
    hasSaid: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stderr.includes(text)) resolve();
        };
        listeners.add(look);
        look();
        void result.then(() => reject(new Error(`the command ended and never said "${text}": ${stderr}`)));
      }),
  };
}

/** Whether this machine has the `script` of util-linux, which gives a command a terminal. */
export const hasTerminal =
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;

/**
 * Runs the built command in `folder` with a terminal of `columns` as its standard error, and as its standard output unless `stdout`
 * names a file. Gives what the terminal was sent and the exit code.
 */
export function runOnTerminal(
  args: readonly string[],
  folder: string,
  { columns, stdout }: { readonly columns: number; readonly stdout?: string },
): { readonly code: number | null; readonly text: string } {
  const words = [process.execPath, COMMAND, ...args].map((word) => `'${word}'`).join(' ');
  const line = `stty cols ${columns}; exec ${words}${stdout === undefined ? '' : ` >${stdout}`}`;
  const environment = { ...process.env, TERM: 'xterm' };
  const { status, stdout: text } = spawnSync('script', ['-qec', line, '/dev/null'], {
    cwd: folder,
    encoding: 'utf8',
    env: environment,
    // An input that ends is typed Ctrl-D to the command, which reads none.
    input: '',
  });
  return { code: status, text };
}

/** Runs the built command in `folder` to its end. */
export function runCommand(args: readonly string[], folder: string): Promise<CommandResult> {
  return startCommand(args, folder).result;
}

/** A folder of the test's own with `files` in it; `remove` takes it away. */
export function temporaryFolder(files: Readonly<Record<string, string>> = {}): { path: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-test-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** All lines of the finished parts in `folder`, in the order of their numbers. */
export function partLines(folder: string): string[] {
  const number = (name: string): number => Number(/-(\d+)\./.exec(name)?.[1]);
  const parts = readdirSync(folder).filter((name) => name.startsWith('part-'));
  return parts
    .sort((a, b) => number(a) - number(b))
    .flatMap((name) => textOf(path.join(folder, name)).split('\n').filter(Boolean));
}

function textOf(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
}
