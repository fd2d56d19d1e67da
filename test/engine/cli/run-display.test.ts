import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { RunDisplay } from '../../../engine/cli/run-display.ts';
import type { JobState, JobStatus, NodeStatus } from '../../../engine/runtime/status.ts';

const CLEAR = '\r\u001b[K';

function node(id: string, role: NodeStatus['role'], counts: Partial<NodeStatus> = {}): NodeStatus {
  const none = { inputs: [], rowsIn: 0, rowsOut: 0, late: 0, rejected: 0, dropped: 0, watermark: null, state: null };
  const shares = { busy: 0, backpressured: 0, idle: 1, queued: 0, queueFill: 0 };
  return { id, role, type: 'any', ...none, ...shares, ...counts };
}

/** A run of one source and one sink; `rows` have passed. */
function status(
  rows: number,
  state: JobState = { kind: 'running', since: 0 },
  counts: Partial<NodeStatus> = {},
): JobStatus {
  const nodes = [node('in', 'source', { rowsOut: rows, ...counts }), node('out', 'sink', { rowsIn: rows })];
  return { id: 'run', name: 'test', description: '', state, nodes, recording: null, checkpoints: [] };
}

function display(terminal: { isTTY?: boolean; columns?: number } = {}, environment: Record<string, string> = {}) {
  let now = 0;
  const stderr = Object.assign(new PassThrough(), terminal);
  const shown = new RunDisplay({ stderr, environment }, { now: () => now, monotonic: () => now });
  return {
    shown,
    /** What is written when the counts are told at `seconds`. */
    at(seconds: number, told: JobStatus): string {
      now = seconds * 1000;
      shown.update(told);
      return this.written();
    },
    written: () => String(stderr.read() ?? ''),
  };
}

test('a log gets whole lines: the first after five seconds, each wait twice as long, at last one a minute', () => {
  const log = display();
  const times = [];
  for (let second = 1; second <= 300; second++) if (log.at(second, status(second * 10)) !== '') times.push(second);
  expect(times).toEqual([5, 15, 35, 75, 135, 195, 255]);
});

test('a line tells rows, rows a second since the line before, watermark, late, rejected and dropped', () => {
  const log = display();
  const lines = [
    log.at(5, status(5000)),
    log.at(15, status(25_000, undefined, { watermark: 0, late: 1, rejected: 2, dropped: 1234 })),
  ];
  expect(lines).toEqual([
    '5,000 rows · 1,000 rows/s · watermark – · late 0 · rejected 0\n',
    '25,000 rows · 2,000 rows/s · watermark 1970-01-01T00:00:00.000Z · late 1 · rejected 2 · dropped 1,234\n',
  ]);
});

test('after a restart, which goes back to a checkpoint, no rows a second are below zero', () => {
  const log = display();
  log.at(5, status(5000));
  expect(log.at(15, status(4900))).toContain('4,900 rows · 0 rows/s');
});

test('a terminal has one line that is redrawn in place, cleared for what stays and for the end', () => {
  const terminal = display({ isTTY: true, columns: 100 });
  const drawn = [terminal.at(1, status(10)), terminal.at(2, status(30))];
  terminal.shown.line('a row was rejected');
  terminal.shown.line('another one too');
  const told = terminal.written();
  const again = terminal.at(3, status(30));
  const exit = terminal.shown.end(status(30, { kind: 'finished', at: 0 }));
  expect([drawn, told, again, exit, terminal.written()]).toEqual([
    [
      `${CLEAR}10 rows · 10 rows/s · watermark – · late 0 · rejected 0`,
      `${CLEAR}30 rows · 20 rows/s · watermark – · late 0 · rejected 0`,
    ],
    `${CLEAR}a row was rejected\nanother one too\n`,
    `${CLEAR}30 rows · 0 rows/s · watermark – · late 0 · rejected 0`,
    0,
    `${CLEAR}  in   source any · out 30\n  out  sink any · in 30\nfinished: all sources have ended\n`,
  ]);
});

test('what is written to the same terminal by others finds an empty line, once', () => {
  const terminal = display({ isTTY: true });
  terminal.at(1, status(10));
  terminal.shown.clear();
  terminal.shown.clear();
  expect(terminal.written()).toBe(CLEAR);
});

test.each([
  [20, '10 rows · 10 rows/…'],
  [0, '10 rows · 10 rows/s · watermark – · late 0 · rejected 0'],
  [undefined, '10 rows · 10 rows/s · watermark – · late 0 · rejected 0'],
])('the line fits a terminal of %s columns and leaves the last one empty', (columns, line) => {
  const terminal = display({ isTTY: true, ...(columns === undefined ? {} : { columns }) });
  expect(terminal.at(1, status(10))).toBe(`${CLEAR}${line}`);
});

test('a terminal is drawn at most twice a second', () => {
  const terminal = display({ isTTY: true });
  const drawn = [0.4, 0.5, 0.9, 1].map((second) => terminal.at(second, status(1)) !== '');
  expect(drawn).toEqual([false, true, false, true]);
});

test('a terminal that cannot clear a line gets lines as a log does', () => {
  const dumb = display({ isTTY: true }, { TERM: 'dumb' });
  expect([dumb.at(1, status(1)), dumb.at(5, status(10))]).toEqual([
    '',
    '10 rows · 2 rows/s · watermark – · late 0 · rejected 0\n',
  ]);
});

test('there is no progress but of a pipeline that runs', () => {
  const terminal = display({ isTTY: true });
  const states: JobState[] = [{ kind: 'starting', since: 0 }, { kind: 'stopping', since: 0 }, { kind: 'stopped' }];
  expect(states.map((state, i) => terminal.at(i + 1, status(1, state)))).toEqual(['', '', '']);
});

test.each([
  [{ kind: 'stopped' }, 0, 'stopped'],
  [{ kind: 'finished', at: 0 }, 0, 'finished: all sources have ended'],
  [
    { kind: 'failed', at: 0, fault: { code: 'internal', message: 'sink "out": disk full' } },
    1,
    'failed: sink "out": disk full',
  ],
] as const)('a run that is %j ends with %d and says so last', (state, code, last) => {
  const log = display();
  const exit = log.shown.end(status(1, state));
  expect([exit, log.written().split('\n').at(-2)]).toEqual([code, last]);
});

test('why an attempt failed and when the next one begins is told once for each', () => {
  const log = display();
  const restarting = (attempt: number): JobStatus =>
    status(10, {
      kind: 'restarting',
      since: 1000,
      nextAt: 2500,
      attempt,
      node: 'out',
      fault: { code: 'sink-failed', message: 'sink "out": the disk is full' },
    });
  expect([log.at(1, restarting(2)), log.at(2, restarting(2)), log.at(3, restarting(3))]).toEqual([
    'sink "out": the disk is full; attempt 2 begins in 1.5 s\n',
    '',
    'sink "out": the disk is full; attempt 3 begins in 1.5 s\n',
  ]);
});
