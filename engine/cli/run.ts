import path from 'node:path';
import type { DocumentOverride } from '../document/index.ts';
import { parseDuration } from '../document/duration.ts';
import { describeFault } from '../fault.ts';
import { Engine } from '../runtime/engine.ts';
import type { JobStatus } from '../runtime/status.ts';
import { systemClock } from '../time/clock.ts';
import { parseArguments } from './arguments.ts';
import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';
import { loadDocument } from './load-document.ts';
import { LOG_PERIOD_MS, progressLine, summaryLines } from './progress.ts';

const JOB = 'run';

/** Options of the contract that this version does not have yet. */
const NOT_YET = ['--from', '--state'];

interface RunOptions {
  readonly file: string;
  readonly forMs: number | null;
  readonly overrides: readonly DocumentOverride[];
}

/** `millrace run FILE`: runs a pipeline until its sources end, `--for` is over, or Ctrl-C. */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    io.stderr.write(`millrace run: ${options}\n`);
    return EXIT.usage;
  }
  const document = await loadDocument(options.file, options.overrides, io);
  if (!('plan' in document)) return EXIT.usage;
  const display = new Display(io);
  const engine = new Engine({
    clock: systemClock,
    workerFile: path.join(__dirname, 'worker.cjs'),
    onConsole: (bytes) => written(io.stdout, bytes),
    onWarning: ({ message }) => display.line(message),
  });
  engine.add(JOB, document);
  return runToEnd(engine, options, { io, display });
}

async function runToEnd(
  engine: Engine,
  options: RunOptions,
  { io, display }: { io: CliIo; display: Display },
): Promise<number> {
  const unwatch = engine.watch(([status]) => display.update(status!));
  const stop = (): void => void engine.stop(JOB);
  io.signal.addEventListener('abort', stop, { once: true });
  let deadline: NodeJS.Timeout | undefined;
  try {
    await engine.start(JOB);
    if (options.forMs !== null) deadline = setTimeout(stop, options.forMs);
    if (io.signal.aborted) stop();
    return display.end(await engine.ended(JOB));
  } catch (error) {
    display.line(describeFault(error).message);
    return EXIT.failed;
  } finally {
    clearTimeout(deadline);
    io.signal.removeEventListener('abort', stop);
    unwatch();
  }
}

function readOptions(args: readonly string[]): RunOptions | string {
  const later = args.find((arg) => NOT_YET.includes(arg.split('=')[0]!));
  if (later !== undefined) return `option "${later.split('=')[0]!}" is not in this version yet`;
  const parsed = parseArguments(args, { '--for': 'value', '--set': 'value' });
  if (typeof parsed === 'string') return parsed;
  const [file, ...more] = parsed.rest;
  if (file === undefined) return 'name the FILE to run';
  if (0 < more.length) return `one FILE at a time, not also "${more[0]!}"`;
  const duration = parsed.options.get('--for')?.at(-1);
  const forMs = duration === undefined ? null : parseDuration(duration);
  if (duration !== undefined && forMs === null)
    return `--for: "${duration}" is no duration; write for example 30s or 5m`;
  const overrides: DocumentOverride[] = [];
  for (const setting of parsed.options.get('--set') ?? []) {
    const cut = setting.indexOf('=');
    if (cut < 1) return `--set: "${setting}" is not of the form path=value, such as settings.batch.size=100`;
    overrides.push({ path: setting.slice(0, cut), value: setting.slice(cut + 1) });
  }
  return { file, forMs, overrides };
}

/** What a run tells on standard error: in place on a terminal, as lines elsewhere. */
class Display {
  readonly #io: CliIo;
  #isInPlace = false;
  #toldAt = systemClock.monotonic();
  #rows = 0;
  #rowsAt = systemClock.monotonic();

  constructor(io: CliIo) {
    this.#io = io;
  }

  update(status: JobStatus): void {
    if (status.state.kind !== 'running') return;
    const now = systemClock.monotonic();
    const isTerminal = this.#io.stderr.isTTY === true;
    if (now - this.#toldAt < (isTerminal ? 500 : LOG_PERIOD_MS)) return;
    this.#toldAt = now;
    const rows = status.nodes.reduce((total, { role, rowsOut }) => total + (role === 'source' ? rowsOut : 0), 0);
    const text = progressLine(status, ((rows - this.#rows) * 1000) / (now - this.#rowsAt));
    this.#rows = rows;
    this.#rowsAt = now;
    if (!isTerminal) return this.line(text);
    this.#io.stderr.write(`\r\u001b[K${text.slice(0, (this.#io.stderr.columns ?? 120) - 1)}`);
    this.#isInPlace = true;
  }

  line(text: string): void {
    this.#io.stderr.write(this.#isInPlace ? `\r\u001b[K${text}\n` : `${text}\n`);
    this.#isInPlace = false;
  }

  /** Tells how the run ended, and gives the exit code for it. */
  end(status: JobStatus): number {
    for (const text of summaryLines(status)) this.line(text);
    if (status.state.kind !== 'failed') {
      this.line(status.state.kind === 'finished' ? 'finished: all sources have ended' : 'stopped');
      return EXIT.ok;
    }
    this.line(`failed: ${status.state.fault.message}`);
    return EXIT.failed;
  }
}

function written(stream: CliIo['stdout'], bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => stream.write(bytes, (error) => (error ? reject(error) : resolve())));
}
