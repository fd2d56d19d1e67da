import type { Requests } from '../../../electron/ipc/contract.ts';

type Comparison = NonNullable<ReturnType<Requests['tryDocument']>>;

const START = Date.parse('2026-11-22T10:00:00Z');

/** What came out of a trial: one sink where nothing changed, and one where a line and the late rows did. The page reads lists as it reads arrays. */
export const MADE_UP_TRIAL = {
  before: { fault: null, rows: 4120, cut: ['sensors'] },
  after: { fault: null, rows: 4120, cut: ['sensors'] },
  nodes: [
    { id: 'sensors', before: counts(4120, 0), after: counts(4120, 0) },
    { id: 'window-10s', before: counts(120, 7), after: counts(120, 0) },
    { id: 'cpu', before: null, after: counts(240, 0) },
    { id: 'cpu-chart', before: counts(240, 0), after: counts(240, 0) },
  ],
  sinks: [
    { id: 'same', title: 'Same', isTime: true, left: 0, series: [series('total', 1)] },
    { id: 'cpu-chart', title: 'CPU', isTime: true, left: 3, series: [series('0', 1), series('total', 1.2)] },
  ],
} as unknown as Comparison;

function counts(rows: number, late: number) {
  return { rows, late, rejected: 0 };
}

function series(name: string, factor: number) {
  const isChanged = factor !== 1;
  return {
    series: name,
    unit: '1',
    before: line(1),
    after: line(factor),
    changed: isChanged ? 1 : 0,
    examples: isChanged ? [{ at: START, before: 0.4, after: 0.48 }] : [],
  };
}

function line(factor: number) {
  const times = Array.from({ length: 120 }, (_, i) => START + i * 1000);
  const values = times.map((time) => factor * (0.4 + 0.2 * Math.sin(time / 9000)));
  return { times, values, mean: 0.4 * factor, p95: 0.58 * factor, max: 0.6 * factor };
}
