import { deepEqual } from 'node:assert/strict';
import { describe, test } from 'vitest';
import * as api from '../../../engine/api/index.ts';
import type { Clock } from '../../../engine/time/clock.ts';
import { systemClock } from '../../../engine/time/clock.ts';

const COLUMNS = { ts: 'timestamp', sensor: 'string', n: 'bigint' } as const;
const OUT = { sensor: 'string', said: 'string' } as const;

/** A pipeline whose rows of `a` and `b` are told again by timers of the clock, after which its source ends. */
function alarms(clock: Clock = systemClock) {
  let gone!: () => void;
  const allFired = new Promise<void>((resolve) => (gone = resolve));
  async function* rows() {
    // Both in one batch, so that their timers are set at one time however busy the machine is.
    yield [
      { ts: 1000, sensor: 'a', n: 1 },
      { ts: 2000, sensor: 'b', n: 2 },
    ];
    await allFired;
    yield [{ ts: 3000, sensor: 'c', n: 3 }];
  }
  const env = api.streamEnvironment({ settings: { batch: { size: 10 } } });
  const told = env
    .fromSource('rows', api.fromBatches(COLUMNS, rows(), { eventTime: { column: 'ts' } }))
    .keyBy('sensor')
    .process({
      columns: OUT,
      state: { fired: api.valueState<number>() },
      processElement({ sensor }, { timerService, collect }) {
        collect({ sensor, said: 'row' });
        timerService.registerProcessingTimeTimer(timerService.currentProcessingTime() + (sensor === 'a' ? 40 : 20));
      },
      onTimer: ({ kind }, { key, collect, state }) => {
        state.fired.update((state.fired.value() ?? 0) + 1);
        collect({ sensor: key.sensor, said: kind });
      },
    });
  told.filter("said = 'processing' AND sensor = 'a'").forEach(() => gone());
  return { env, told, run: () => env.execute('alarms', { clock, onWarning: (text) => void warnings.push(text) }) };
}

let warnings: string[] = [];

describe('timers of the clock in a program that runs', () => {
  test('fire without a row, in the order of their times; those that wait at the end do not fire', async () => {
    warnings = [];
    const { told, run } = alarms();
    const results = told.collect();
    await run();
    deepEqual(results.rows, [
      { sensor: 'a', said: 'row' },
      { sensor: 'b', said: 'row' },
      { sensor: 'b', said: 'processing' },
      { sensor: 'a', said: 'processing' },
      { sensor: 'c', said: 'row' },
    ]);
    deepEqual(warnings, []);
  });

  test('give rows without event time, which an operator takes as long as it does not ask for it', async () => {
    warnings = [];
    const { told, run } = alarms();
    const first = told.keyBy('sensor', 'said').deduplicate().collect();
    const numbered = told
      .keyBy('sensor')
      .lag({ before: api.lag('said') })
      .collect();
    const counted = told
      .windowAll(api.Count.of(4))
      .aggregate({ n: api.count(), last: api.last('sensor') })
      .collect();
    const clocked = told
      .windowAll(api.Cumulate.processingTime('1d', '1d'))
      .aggregate({ n: api.count() })
      .select('n')
      .collect();
    await run();
    deepEqual(
      [first.rows.length, numbered.rows.length, counted.rows, clocked.rows],
      [5, 5, [{ window_start: 1000, window_end: null, n: 4, last: 'a' }], [{ n: 5 }]],
    );
    deepEqual(warnings, []);
  });

  test('and rejects them where it does', async () => {
    warnings = [];
    const { told, run } = alarms();
    const first = told.keyBy('said').deduplicate({ ttl: '1d' }).uid('first').collect();
    const windows = told.windowAll(api.Tumbling.eventTime('10s')).aggregate({ n: api.count() }).uid('tens').collect();
    await run();
    deepEqual(
      [first.rows, windows.rows],
      [[{ sensor: 'a', said: 'row' }], [{ window_start: 0, window_end: 10_000, n: 3 }]],
    );
    // On a busy machine both timers are due at once, and their rows are rejected together.
    deepEqual(
      warnings
        .map(
          (warning) =>
            /^operator "(\w+)": .*the row has no event time, for a processing timer gave it/.exec(warning)?.[1] ??
            warning,
        )
        .sort(),
      ['first', 'first', 'tens', 'tens'],
    );
  });
});
