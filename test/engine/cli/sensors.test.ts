import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { sensors } from '../../../engine/cli/sensors.ts';
import type { CliIo } from '../../../engine/cli/io.ts';
import { FakeReader } from '../sensors/support/fake-reader.ts';
import { FakeTime } from '../sensors/support/fake-time.ts';

/** A terminal of a test: what was written to it, and the person's Ctrl-C. */
function terminal(options: { isTTY?: boolean; columns?: number; rows?: number } = {}) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const stop = new AbortController();
  const io: CliIo = {
    stdout: Object.assign(stdout, options),
    stderr,
    environment: {},
    workingFolder: '/',
    signal: stop.signal,
  };
  const text = (stream: PassThrough): string => String(stream.read() ?? '');
  return { io, stop, out: () => text(stdout), errors: () => text(stderr) };
}

/** One sensor of each kind of unit, and one metric that is missing. */
function machine(): { readers: FakeReader[]; time: FakeTime } {
  const reader = new FakeReader('a');
  const description = { unit: '1', meaning: '', source: '/a', method: 'b', range: [0, 1] } as const;
  reader.metrics = [0, 1, 2, 3, 4, 5].map((i) => ({ metric: `test.${i}`, ...description }));
  const units = { '1': 0.1234, By: 1536 * 1024, 'By/s': 2_500_000, Cel: 41.85, rpm: 1200, '{operation}/s': 12.5 };
  reader.answer = () =>
    Object.entries(units).map(([unit, value], i) => ({ metric: `test.${i}`, entity: 'x', value, unit }));
  const absent = new FakeReader('b');
  absent.answer = () => [];
  absent.absent = () => [{ metric: 'hw.temperature', reason: 'there is none', remedy: 'buy one' }] as never;
  return { readers: [reader, absent], time: new FakeTime(1_700_000_000_000) };
}

async function run(
  args: string[],
  options: { isTTY?: boolean; columns?: number; rows?: number; seconds?: number } = {},
) {
  const { io, stop, out, errors } = terminal(options);
  const { readers, time } = machine();
  const exit = sensors(args, io, { readers, clock: time, timers: time });
  await time.pass((options.seconds ?? 1) * 1000);
  stop.abort();
  return { exit: await exit, out: out(), errors: errors(), readers };
}

test('a table in units for people is followed by what is missing, with the reason and the remedy', async () => {
  const { exit, out, errors, readers } = await run([]);
  expect([exit, errors, readers.map(({ reads, closed }) => [reads, closed])]).toEqual([
    0,
    '',
    [
      [2, 1],
      [2, 1],
    ],
  ]);
  expect(out).toBe(`METRIC  ENTITY  VALUE  UNIT
test.0  x        12.3  %
test.1  x         1.5  MiB
test.2  x         2.5  MB/s
test.3  x        41.9  °C
test.4  x        1200  rpm
test.5  x       12.50  operations/s

Not on this machine:
  hw.temperature
    there is none
    to get it: buy one

`);
});

test('--json gives the values in their units and the missing metrics, as one array', async () => {
  const { out } = await run(['--json']);
  const rows = JSON.parse(out) as unknown[];
  expect([rows.length, rows[3], rows[6]]).toEqual([
    7,
    { metric: 'test.3', entity: 'x', value: 41.85, unit: 'Cel', age: 0, confidence: 'good', source: '/a', method: 'b' },
    { metric: 'hw.temperature', absent: true, reason: 'there is none', remedy: 'buy one' },
  ]);
});

test('--watch prints a block each second until Ctrl-C, which is not a failure', async () => {
  const { exit, out } = await run(['--watch'], { seconds: 3 });
  expect([exit, out.match(/METRIC/g)?.length]).toEqual([0, 3]);
});

test('--watch draws over the table before on a terminal, and no more than fits', async () => {
  const { out } = await run(['--watch'], { isTTY: true, columns: 12, rows: 4, seconds: 2 });
  const screens = out.split('\u001b[H').slice(1);
  expect([screens.length, screens[0]]).toEqual([
    2,
    'METRIC  EN…\u001b[K\ntest.0  x …\u001b[K\n… 10 more …\u001b[K\n\u001b[J',
  ]);
});

test('an unknown option and a stray word are told with the usage, and exit code 2', async () => {
  const [option, word] = [await run(['--wach']), await run(['cpu'])];
  expect([option, word].map(({ exit, out, errors }) => [exit, out, errors.split('\n')[0]])).toEqual([
    [2, '', 'millrace sensors: unknown option "--wach"'],
    [2, '', `millrace sensors: no metric has the name "cpu"; * is any text: '*cpu*'`],
  ]);
  expect(option.errors).toContain('Usage: millrace sensors [--watch] [--json] [METRIC]…');
});

test('names and globs choose metrics; of the others nothing is read, shown or told as missing', async () => {
  const { exit, out, readers } = await run(['test.1', 'test.{2,9}']);
  expect([exit, out, readers.map(({ reads, closed }) => [reads, closed])]).toEqual([
    0,
    'METRIC  ENTITY  VALUE  UNIT\ntest.1  x         1.5  MiB\ntest.2  x         2.5  MB/s\n\n',
    [
      [2, 1],
      [0, 1],
    ],
  ]);
});

test('on a narrow terminal names are cut and values are not; in a pipe nothing is', async () => {
  const { out } = await run(['test.3'], { isTTY: true, columns: 30 });
  const piped = await run(['test.3'], { columns: 10 });
  expect([out, piped.out]).toEqual(Array(2).fill('METRIC  ENTITY  VALUE  UNIT\ntest.3  x        41.9  °C\n\n'));
});
