import fc from 'fast-check';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'vitest';
import {
  CLEAR_FOR_MS,
  COOL_DOWN_MS,
  FIRST_STATE,
  GAP_MS,
  nextState,
  stateAfterEdit,
} from '../../../electron/alerts/alert-state.ts';

const hot = { comparison: 'over', level: 85, clear: 70, forSeconds: 10 } as const;
type Reading = readonly [at: number, value: number];

/** What `rule` makes of readings: each event with its time, and the last phase. */
function run(readings: readonly Reading[], rule: Parameters<typeof nextState>[0] = hot) {
  let state = FIRST_STATE;
  const events: { at: number; event: string; isCooling: boolean }[] = [];
  for (const [at, value] of readings) {
    const step = nextState(rule, state, { at, value });
    state = step.state;
    if (step.event !== null) events.push({ at, event: step.event, isCooling: step.isCooling });
  }
  return { events, phase: state.phase };
}

const seconds = (values: readonly number[], from = 0): Reading[] =>
  values.map((value, i) => [(from + i) * 1_000, value]);
const times = (value: number, n: number): number[] => Array.from({ length: n }, () => value);

test('a value that lasts fires once, and recovers only when it is clearly well for a while', () => {
  const { events, phase } = run(seconds([60, ...times(90, 30), ...times(80, 30), ...times(65, 10)]));
  deepEqual(events, [
    { at: 11_000, event: 'fired', isCooling: false },
    { at: 61_000 + CLEAR_FOR_MS, event: 'recovered', isCooling: false },
  ]);
  equal(phase, 'normal');
});

test('a spike is pending and forgotten', () => {
  deepEqual(
    [run(seconds([60, 90, 90])).phase, run(seconds([...times(90, 9), 60, ...times(90, 9)])).events],
    ['pending', []],
  );
});

test('a dip while it recovers is the same alert', () => {
  const { events, phase } = run(seconds([...times(90, 20), 65, 65, 75, ...times(90, 5)]));
  deepEqual([events.length, phase], [1, 'alerting']);
});

test('a machine that slept was not hot all night', () => {
  deepEqual(
    run([
      [0, 90],
      [GAP_MS + 1, 90],
      [GAP_MS + 2_000, 90],
    ]).events,
    [],
  );
});

test('fired again within ten minutes it is noted and not told', () => {
  const episode = (from: number): Reading[] => seconds([...times(90, 12), ...times(60, 12)], from);
  deepEqual(
    run([...episode(0), ...episode(60), ...episode(COOL_DOWN_MS / 1_000 + 60)]).events.map(
      ({ isCooling }) => isCooling,
    ),
    [false, false, true, false, false, false],
  );
});

test('under is over upside down', () => {
  const low = { comparison: 'under', level: 10, clear: 20, forSeconds: 0 } as const;
  deepEqual(
    run(seconds([50, 9, ...times(15, 9), ...times(25, 9)]), low).events.map(({ at, event }) => [at, event]),
    [
      [1_000, 'fired'],
      [11_000 + CLEAR_FOR_MS, 'recovered'],
    ],
  );
});

const readings = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 20_000 }), fc.oneof(fc.integer({ min: 40, max: 100 }), fc.constant(NaN))), {
    maxLength: 300,
  })
  .map((steps) => {
    let at = 0;
    return steps.map(([step, value]): Reading => [(at += step), value]);
  });

test('whatever the readings: each fires before it recovers, and only after it lasted without a gap', () => {
  fc.assert(
    fc.property(readings, (all) => {
      const { events } = run(all);
      deepEqual(
        events.map(({ event }) => event),
        events.map((_, i) => (i % 2 === 0 ? 'fired' : 'recovered')),
      );
      for (const { at, event } of events) {
        const lasting = event === 'fired' ? 10_000 : CLEAR_FOR_MS;
        const known = all.filter(([time, value]) => time <= at && !Number.isNaN(value));
        const from = known.filter(([time]) => time <= at - lasting).length - 1;
        const span = known.slice(from);
        ok(from !== -1 && span.every(([, value]) => (event === 'fired' ? 85 < value : value <= 70)));
        ok(span.every(([time], i) => i === 0 || time - span[i - 1]![0] <= GAP_MS));
      }
    }),
  );
});

test('whatever the readings: old ones, doubles and those without a value change nothing', () => {
  fc.assert(
    fc.property(readings, (all) => {
      const noisy = all.flatMap(([at, value], i): Reading[] =>
        Number.isNaN(value)
          ? [[at, NaN]]
          : [
              [at, value],
              [at, 99],
              [at - 1, 99],
              [i, 99],
              [1e9 + i, NaN],
            ],
      );
      deepEqual(run(noisy), run(all));
    }),
  );
});

test('whatever the readings: what is told of one sensor is ten minutes apart', () => {
  fc.assert(
    fc.property(readings, (all) => {
      const told = run(all).events.filter(({ event, isCooling }) => event === 'fired' && !isCooling);
      ok(told.every(({ at }, i) => i === 0 || COOL_DOWN_MS <= at - told[i - 1]!.at));
    }),
  );
});

test('what an edited rule makes of a sensor: it goes on, is over, or is told anew', () => {
  const at = { at: 5, value: 90, since: 1, toldAt: 1 };
  const cases = [
    ['alerting', 80, 'alerting', null, 1],
    ['alerting', 95, 'normal', 'recovered', -Infinity],
    ['recovering', 80, 'alerting', null, 1],
    ['recovering', 95, 'normal', 'recovered', -Infinity],
    ['recovering', 85, 'recovering', null, 1],
    ['pending', 80, 'pending', null, -Infinity],
    ['pending', 95, 'normal', null, -Infinity],
    ['normal', 95, 'normal', null, -Infinity],
    ['normal', 85, 'normal', null, 1],
  ] as const;
  for (const [before, level, phase, event, toldAt] of cases) {
    const step = stateAfterEdit(hot, { comparison: 'over', level }, { ...at, phase: before });
    deepEqual([step.state.phase, step.event, step.state.toldAt, step.state.value], [phase, event, toldAt, 90], before);
  }
  const between = stateAfterEdit(hot, { comparison: 'over', level: 80 }, { ...at, phase: 'alerting', value: 75 });
  deepEqual([between.state.phase, between.event], ['alerting', null]);
});
