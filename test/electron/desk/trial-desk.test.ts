import { deepEqual, rejects } from 'node:assert/strict';
import { test } from 'vitest';
import { TrialDesk, type TrialDeskParts } from '../../../electron/desk/trial-desk.ts';
import type { Plan, TrialComparison, TrialOrder } from '../../../engine/index.ts';

const plan = (name: string): Plan => ({ name }) as Plan;

function desk({ isActive = true, points = 10, timeOf = (i: number): number => i } = {}) {
  const orders: TrialOrder[] = [];
  const signals: AbortSignal[] = [];
  const line = {
    times: Float64Array.from({ length: points }, (_, i) => timeOf(i)),
    values: Float64Array.from({ length: points }, (_, i) => (i === 777 ? 1000 : i % 7)),
    mean: 3,
    p95: 6,
    max: 1000,
  };
  const compared = {
    nodes: [],
    sinks: [{ id: 'out', series: [{ series: '', before: line, after: null }] }],
  } as unknown as TrialComparison;
  const parts: TrialDeskParts = {
    engine: {
      hold: () => Promise.resolve({ rows: 5, since: 1 }),
      held: () => Promise.resolve({ in: { schema: [], batches: [] } }),
      tryOut: (order, signal) => {
        orders.push(order);
        signals.push(signal);
        return Promise.resolve(signal.aborted ? null : compared);
      },
    },
    pipelines: { fileOf: (id) => `/${id}.yaml`, planOf: () => plan('old'), isActive: () => isActive },
    recordings: { folderOf: (id) => Promise.resolve(`/recordings/${id}`) },
    read: (text) =>
      text === 'wrong'
        ? { problems: [{ file: 't', line: 1, column: 2, message: 'no' }] }
        : { plan: plan(text), secrets: [] },
    environment: { A: 'b' },
  };
  return { desk: new TrialDesk(parts), orders, signals };
}

test('a text is tried beside what runs, on what is held of it or on a recording', async () => {
  const { desk: trials, orders } = desk();
  await trials.tryOut('t', 'new', null);
  await trials.tryOut('t', 'new', 'monday');
  deepEqual(orders, [
    { before: plan('old'), after: plan('new'), on: { in: { schema: [], batches: [] } } },
    { before: plan('old'), after: plan('new'), on: { recording: '/recordings/monday', environment: { A: 'b' } } },
  ]);
});

test('of a pipeline that does not run nothing is held', async () => {
  const { desk: trials, orders } = desk({ isActive: false });
  deepEqual(await trials.hold('t'), null);
  await trials.tryOut('t', 'new', null);
  deepEqual(orders[0]!.on, {});
});

test('a wrong text is refused with its mistakes, and a new trial gives up the one before', async () => {
  const { desk: trials, signals } = desk();
  await rejects(trials.tryOut('t', 'wrong', null), { code: 'bad-document', message: /no/ });
  const first = trials.tryOut('t', 'a', null);
  await new Promise((resolve) => setImmediate(resolve));
  trials.cancel();
  await first;
  await trials.tryOut('t', 'b', null);
  deepEqual([signals.length, signals.at(-1)!.aborted], [2, false]);
});

test('a screen is given no more points than it can show, with every spike', async () => {
  const { desk: trials } = desk({ points: 50_000 });
  const compared = (await trials.tryOut('t', 'new', null))!;
  const { before, after } = compared.sinks[0]!.series[0]!;
  deepEqual([before!.times.length <= 1600, Math.max(...before!.values), before!.mean, after], [true, 1000, 3, null]);
});

test('few points are all given, however they lie', async () => {
  const { desk: trials } = desk({ points: 100, timeOf: (i) => (i < 99 ? i : 1e9) });
  const { before } = (await trials.tryOut('t', 'new', null))!.sinks[0]!.series[0]!;
  deepEqual(before!.times.length, 100);
});
