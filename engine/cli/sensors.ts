import { absentOf } from '../sensors/absent-metrics.ts';
import { createReaders } from '../sensors/readers.ts';
import { GAP } from '../sensors/gap.ts';
import { metricMatcher } from '../sensors/globs.ts';
import type { AbsentMetric, MetricDescription, SensorReader } from '../sensors/sensor.ts';
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
import type { LatestReading } from './latest-readings.ts';
import { absentTable, sensorTable } from './sensor-table.ts';
import type { NotedReading } from './sensor-table.ts';

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
  if (typeof parsed === 'string') return complain(io, parsed);
  const { clock = systemClock, timers = systemTimers } = parts;
  const warn = (message: string): void => void io.stderr.write(`${message}\n`);
  const all = parts.readers ?? createReaders({ timers, warn });
  const unknown = parsed.rest.find((glob) => all.every((reader) => !tells(reader, metricMatcher([glob]))));
  const isWanted = metricMatcher(parsed.rest);
  const readers = all.filter((reader) => unknown === undefined && tells(reader, isWanted));
  for (const reader of all) if (!readers.includes(reader)) reader.close();
  if (unknown !== undefined) return complain(io, `no metric has the name "${unknown}"; * is any text: '*${unknown}*'`);
  const poll = new SensorPoll(readers, { clock, timers, warn });
  const print = parsed.options.has('--json') ? printJson : printTable;
  try {
    const look = {
      io,
      poll,
      clock,
      timers,
      absent: (await absentOf(readers, timers)).filter(({ metric }) => isWanted(metric)),
      latest: new LatestReadings(readers, clock),
      isWanted,
      descriptions: new Map(readers.flatMap(({ metrics }) => metrics.map((each) => [each.metric, each]))),
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
  readonly isWanted: (metric: string) => boolean;
  readonly descriptions: ReadonlyMap<string, MetricDescription>;
}

type Print = (look: Look) => void;

async function once(look: Look, print: Print): Promise<void> {
  const { io, poll, clock, timers } = look;
  // Rates need two readings.
  await poll.prime(clock.now(), PATIENCE_MS);
  await wait(timers, PERIOD_MS, io.signal);
  if (io.signal.aborted) return;
  await read(look, PATIENCE_MS);
  print(look);
}

async function watch(look: Look, print: Print): Promise<void> {
  const { io, poll, clock, timers } = look;
  await poll.prime(clock.now(), PERIOD_MS);
  const startMs = clock.monotonic();
  const show = print === printTable && io.stdout.isTTY ? drawTable : print;
  while (!io.signal.aborted) {
    await wait(timers, PERIOD_MS - ((clock.monotonic() - startMs) % PERIOD_MS), io.signal);
    if (io.signal.aborted) return;
    await read(look, PERIOD_MS / 2);
    show(look);
  }
}

async function read({ io, poll, clock, latest, isWanted }: Look, patienceMs: number): Promise<void> {
  const readings = await poll.tick(clock.now(), patienceMs, io.signal);
  latest.put(readings.filter(({ metric }) => metric === GAP || isWanted(metric)));
}

function printTable({ io, latest, absent }: Look): void {
  const columns = io.stdout.isTTY ? io.stdout.columns || COLUMNS : undefined;
  io.stdout.write(`${sensorTable(latest.all().map(noted), columns)}${absentTable(absent)}\n`);
}

/** Draws over the screen before: from the top, each line cleared to its end, as many lines as fit. */
function drawTable({ io, latest, absent }: Look): void {
  const { rows: told, columns: wide } = io.stdout as { rows?: number; columns?: number };
  const [rows, columns] = [told || ROWS, wide || COLUMNS];
  const table = sensorTable(latest.all().map(noted), columns - 1);
  const lines = `${table}${absentTable(absent)}`.trimEnd().split('\n');
  const hidden = lines.length - (rows - 1);
  const shown = 0 < hidden ? lines.slice(0, rows - 2) : lines;
  if (0 < hidden) shown.push(`… ${hidden + 1} more lines: name the metrics you want`);
  const text = shown.map((line) => `${fitWidth(line, columns - 1)}\u001b[K\n`);
  io.stdout.write(`\u001b[H${text.join('')}\u001b[J`);
}

function printJson({ io, latest, absent, descriptions }: Look): void {
  const rows = latest.all().map(({ metric, entity, value, unit, ageMs, confidence }) => {
    const { source = null, method = null } = descriptions.get(metric) ?? {};
    return { metric, entity, value, unit, age: ageMs / 1000, confidence, source, method };
  });
  const missing = absent.map(({ metric, reason, remedy }) => ({ metric, absent: true, reason, remedy }));
  io.stdout.write(`${JSON.stringify([...rows, ...missing])}\n`);
}

function noted(reading: LatestReading): NotedReading {
  return { ...reading, note: reading.confidence === 'frozen' ? 'has not moved for 10 min' : null };
}

function tells({ metrics }: SensorReader, isWanted: (metric: string) => boolean): boolean {
  return metrics.some(({ metric }) => isWanted(metric));
}

function complain(io: CliIo, complaint: string): number {
  io.stderr.write(`millrace sensors: ${complaint}\n\n${SENSORS_HELP}`);
  return EXIT.usage;
}
