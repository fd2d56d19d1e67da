import { EXIT } from './io.ts';
import { askHidden } from './ask-hidden.ts';
import { version } from '../../package.json';
import { endProcess } from '../runtime/threads.ts';
import { widenThreadPool } from '../thread-pool.ts';
import { runCommand } from './commands.ts';

widenThreadPool(process.env);

// The entry of the command line: the process, its streams and its signals.
const stopping = new AbortController();

function interrupt(): void {
  if (stopping.signal.aborted) process.exit(EXIT.interrupted);
  stopping.abort();
}

function onSavepointSignal(listener: () => void): () => void {
  process.on('SIGUSR2', listener);
  return () => process.off('SIGUSR2', listener);
}

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
// Whoever read the output has gone (`| head`): the commands hear of it by their writes.
process.stdout.on('error', () => stopping.abort());
// Progress that nobody reads any more is no reason to stop.
process.stderr.on('error', () => undefined);

/** A sensor that never answers keeps its thread, and that one the process. */
function leaveBehind(): void {
  process.stderr.write('millrace: a sensor or a disk still does not answer, and is left behind; all else is closed\n');
  process.kill(process.pid, 'SIGKILL');
}

const canAsk = process.stdin.isTTY && process.stderr.isTTY;

function ask(question: string): Promise<string> {
  const terminal = { input: process.stdin, output: process.stderr };
  return askHidden(question, terminal, () => process.exit(EXIT.interrupted));
}

void runCommand(
  process.argv.slice(2),
  {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    workingFolder: process.cwd(),
    signal: stopping.signal,
    ...(canAsk && { ask }),
    ...(process.platform !== 'win32' && { onSavepoint: onSavepointSignal }),
  },
  version,
).then((code) => {
  process.exitCode = code;
  // Not ended by force: what was printed may still be on its way. Without threads the process ends by itself.
  return endProcess(() => undefined, leaveBehind);
});
