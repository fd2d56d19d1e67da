import { EXIT } from './io.ts';
import { version } from '../../package.json';
import { runCommand } from './commands.ts';

// The entry of the command line: the process, its streams and its signals.
const stopping = new AbortController();

function interrupt(): void {
  if (stopping.signal.aborted) process.exit(EXIT.interrupted);
  stopping.abort();
}

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
// Whoever read the output has gone (`| head`): the commands hear of it by their writes.
process.stdout.on('error', () => stopping.abort());
// Progress that nobody reads any more is no reason to stop.
process.stderr.on('error', () => undefined);

void runCommand(
  process.argv.slice(2),
  {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    workingFolder: process.cwd(),
    signal: stopping.signal,
  },
  version,
).then((code) => {
  process.exitCode = code;
});
