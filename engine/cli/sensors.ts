import { absentOf } from '../sensors/absent-metrics.ts';
import { createReaders } from '../sensors/readers.ts';
import type { AbsentMetric, SensorReader } from '../sensors/sensor.ts';
import { SensorPoll } from '../sensors/sensor-poll.ts';
import { systemTimers, wait } from '../sensors/timers.ts';
import type { Timers } from '../sensors/timers.ts';
import { systemClock } from '../time/clock.ts';
import type { Clock } from '../time/clock.ts';
import { parseArguments } from './arguments.ts';
import { fitWidth } from './display-width.ts';
import { SENSORS_HELP } from './help.ts';
import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';
import { LatestReadings } from './latest-readings.ts';
import { absentTable, sensorTable } from './sensor-table.ts';

const PERIOD_MS = 1000;
/** How long the command waits for sensors that ask slow hardware, or start a program for each reading. */
const PATIENCE_MS = 10_000;

/** Of a terminal that does not say. */
const ROWS = 24;
const COLUMNS = 80;

/** What the command works with; the defaults are this machine. */
export interface SensorsParts {
  readonly readers?: readonly SensorReader[];
  readonly clock?: Clock;
  readonly timers?: Timers;
}

/** `millrace sensors`: prints what the sensors of this machine say, and what it lacks, and gives the exit code. */
export async function sensors(args: readonly string[], io: CliIo, parts: SensorsParts = {}): Promise<number> {
  const parsed = parseArguments(args, { '--watch': 'switch', '--json': 'switch' });
  const complaint = typeof parsed === 'string' ? parsed : unexpected(parsed.rest);
  if (typeof parsed === 'string' || complaint !== null) {
    io.stderr.write(`millrace sensors: ${complaint}\n\n${SENSORS_HELP}`);
    return EXIT.usage;
  }
  const { clock = systemClock, timers = systemTimers } = parts;
  const warn = (message: string): void => void io.stderr.write(`${message}\n`);
  const readers = parts.readers ?? createReaders({ timers, warn });
  const poll = new SensorPoll(readers, { clock, timers, warn });
  const print = parsed.options.has('--json') ? printJson : printTable;
  try {
    const look = {
      io,
      poll,
      clock,
      timers,
      absent: await absentOf(readers),
      latest: new LatestReadings(readers, clock),
    };
    await (parsed.options.has('--watch') ? watch(look, print) : once(look, print));
  } finally {
    poll.close();
  }
  return EXIT.ok;
}

interface Look {
  readonly io: CliIo;
  readonly poll: SensorPoll;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly absent: readonly AbsentMetric[];
  readonly latest: LatestReadings;
}

type Print = (look: Look) => void;

async function once({ io, poll, clock, timers, ...rest }: Look, print: Print): Promise<void> {
  // Rates need two readings.
  await poll.prime(clock.now(), PATIENCE_MS);
  await wait(timers, PERIOD_MS, io.signal);
  if (io.signal.aborted) return;
  rest.latest.put(await poll.tick(clock.now(), PATIENCE_MS, io.signal));
  print({ io, poll, clock, timers, ...rest });
}

async function watch(look: Look, print: Print): Promise<void> {
  const { io, poll, clock, timers, latest } = look;
  await poll.prime(clock.now(), PERIOD_MS);
  const startMs = clock.monotonic();
  const show = print === printTable && io.stdout.isTTY ? drawTable : print;
  while (!io.signal.aborted) {
    await wait(timers, PERIOD_MS - ((clock.monotonic() - startMs) % PERIOD_MS), io.signal);
    if (io.signal.aborted) return;
    latest.put(await poll.tick(clock.now(), PERIOD_MS / 2, io.signal));
    show(look);
  }
}

function printTable({ io, latest, absent }: Look): void {
  io.stdout.write(`${sensorTable(latest.all())}${absentTable(absent)}\n`);
}

/** Draws over the screen before: from the top, each line cleared to its end, as many lines as fit. */
function drawTable({ io, latest, absent }: Look): void {
  const { rows, columns } = io.stdout as { rows?: number; columns?: number };
  const lines = `${sensorTable(latest.all())}${absentTable(absent)}`.split('\n');
  const shown = lines
    .slice(0, (rows || ROWS) - 1)
    .map((line) => `${fitWidth(line, (columns || COLUMNS) - 1)}\u001b[K\n`);
  io.stdout.write(`\u001b[H${shown.join('')}\u001b[J`);
}

function printJson({ io, latest, absent }: Look): void {
  const rows = latest.all().map(({ metric, entity, value, unit }) => ({ metric, entity, value, unit }));
  const missing = absent.map(({ metric, reason, remedy }) => ({ metric, absent: true, reason, remedy }));
  io.stdout.write(`${JSON.stringify([...rows, ...missing])}\n`);
}

function unexpected(rest: readonly string[]): string | null {
  return rest.length === 0 ? null : `it takes options only, not "${rest[0]}"`;
}
