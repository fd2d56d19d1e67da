import path from 'node:path';
import type { DocumentOverride } from '../document/index.ts';
import { parseDuration } from '../document/duration.ts';
import { describeFault } from '../fault.ts';
import { concealer } from '../runtime/conceal.ts';
import { Engine, temporaryState } from '../runtime/engine.ts';
import { noticeLine } from '../runtime/notice-line.ts';
import type { StateOptions } from '../runtime/job-checkpoints.ts';
import { systemClock } from '../time/clock.ts';
import { parseArguments } from './arguments.ts';
import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';
import { loadDocument } from './load-document.ts';
import { afterLong } from './long-timer.ts';
import { readOverrides } from './overrides.ts';
import { RunDisplay } from './run-display.ts';

const JOB = 'run';

interface RunOptions {
  readonly file: string;
  readonly forMs: number | null;
  readonly overrides: readonly DocumentOverride[];
  readonly state: StateOptions;
}

/** `millrace run FILE`: runs a pipeline until its sources end, `--for` is over, or Ctrl-C. */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const options = readOptions(args, io.workingFolder);
  if (typeof options === 'string') {
    io.stderr.write(`millrace run: ${options}\n`);
    return EXIT.usage;
  }
  const document = await loadDocument(options.file, options.overrides, io);
  if (!('plan' in document)) return EXIT.usage;
  const display = new RunDisplay(io, systemClock);
  // Standard error is mostly kept as a log.
  const conceal = concealer(document.plan.filled, io.environment);
  const engine = new Engine({
    clock: systemClock,
    workerFile: path.join(__dirname, 'worker.cjs'),
    onConsole: (bytes) => {
      // Rows on the same terminal go above the progress.
      if (io.stdout.isTTY) display.clear();
      return written(io.stdout, bytes);
    },
    onNotice: (notice) => display.line(conceal(noticeLine(notice))),
    onWarning: ({ message }) => display.line(message),
    stateOf: () => options.state,
  });
  engine.add(JOB, document);
  return runToEnd(engine, options, { io, display });
}

async function runToEnd(
  engine: Engine,
  options: RunOptions,
  { io, display }: { io: CliIo; display: RunDisplay },
): Promise<number> {
  const unwatch = engine.watch(([status]) => display.update(status!));
  const stop = (): void => void engine.stop(JOB);
  const interrupt = (): void => {
    display.line('stopping: what was read is being committed (Ctrl-C ends it at once)');
    stop();
  };
  io.signal.addEventListener('abort', interrupt, { once: true });
  const save = (): void =>
    void engine.savepoint(JOB).then(
      ({ folder }) => display.line(`savepoint: ${folder}`),
      (error: unknown) => display.line(describeFault(error).message),
    );
  const ignoreSaving = options.state.savepoints ? io.onSavepoint?.(save) : undefined;
  let cancelDeadline = (): void => undefined;
  try {
    await engine.start(JOB);
    if (options.forMs !== null) cancelDeadline = afterLong(options.forMs, stop);
    if (io.signal.aborted) stop();
    return display.end(await engine.ended(JOB));
  } catch (error) {
    display.line(describeFault(error).message);
    return EXIT.failed;
  } finally {
    cancelDeadline();
    ignoreSaving?.();
    io.signal.removeEventListener('abort', interrupt);
    unwatch();
  }
}

function readOptions(args: readonly string[], workingFolder: string): RunOptions | string {
  const parsed = parseArguments(args, {
    '--for': 'value',
    '--set': 'value',
    '--state': 'value',
    '--from': 'value',
    '--savepoint': 'value',
    '--allow-non-restored': 'switch',
  });
  if (typeof parsed === 'string') return parsed;
  const [file, ...more] = parsed.rest;
  if (file === undefined) return 'name the FILE to run';
  if (0 < more.length) return `one FILE at a time, not also "${more[0]!}"`;
  const duration = parsed.options.get('--for')?.at(-1);
  const forMs = duration === undefined ? null : parseDuration(duration);
  if (duration !== undefined && (forMs === null || forMs < 0))
    return `--for: "${duration}" is no duration; write for example 30s or 5m`;
  const overrides = readOverrides(parsed.options.get('--set'));
  if (typeof overrides === 'string') return overrides;
  return { file, forMs, overrides, state: stateOptions(parsed.options, workingFolder) };
}

/** Where checkpoints and savepoints are kept, and which one to begin with. */
function stateOptions(options: ReadonlyMap<string, readonly string[]>, workingFolder: string): StateOptions {
  const folderOf = (name: string): string | null => {
    const folder = options.get(name)?.at(-1);
    return folder === undefined ? null : path.resolve(workingFolder, folder);
  };
  const folder = folderOf('--state');
  return {
    ...(folder === null ? temporaryState() : { folder }),
    from: folderOf('--from'),
    savepoints: folderOf('--savepoint'),
    leaves: options.has('--allow-non-restored') ? 'gone' : 'nothing',
  };
}

function written(stream: CliIo['stdout'], bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => stream.write(bytes, (error) => (error ? reject(error) : resolve())));
}
