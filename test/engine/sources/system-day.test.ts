import { expect, test } from 'vitest';
import { toRows } from '../../../engine/data/rows.ts';
import { Counters } from '../../../engine/sensors/counters.ts';
import type { MetricDescription, Reading, SensorReader } from '../../../engine/sensors/sensor.ts';
import { createSystemSource } from '../../../engine/sources/system.ts';
import type { Clock } from '../../../engine/time/clock.ts';
import { FakeReader } from '../sensors/support/fake-reader.ts';
import { FakeTime } from '../sensors/support/fake-time.ts';

const START = Date.UTC(2026, 2, 28, 12);
const HOUR = 3600;
/** Bytes per second that the devices of this machine move, as long as it is awake. */
const TRUTH: Readonly<Record<string, number>> = { eth0: 1000, usb0: 250 };

/** Network cards whose counters go on with the machine; one that is plugged in begins at 0. */
class Cards implements SensorReader {
  readonly name = 'cards';
  readonly cadenceMs = 0;
  readonly timeoutMs = 2000;
  readonly metrics: readonly MetricDescription[] = [
    { metric: 'received', unit: 'By/s', meaning: '', source: '', method: '', range: [0, Infinity] },
  ];
  /** Since when each card is there. */
  readonly since = new Map([['eth0', 0]]);
  readonly #counters = new Counters(1);
  reads = 0;

  read(clock: Clock): readonly Reading[] {
    const readings: Reading[] = [];
    this.reads++;
    this.#counters.begin(clock.monotonic());
    for (const [card, sinceMs] of this.since) {
      this.#counters.select(card);
      this.#counters.setValue(0, Math.floor(((clock.monotonic() - sinceMs) * TRUTH[card]!) / 1000));
      const elapsedMs = this.#counters.advance();
      if (elapsedMs === null) continue;
      const value = (this.#counters.deltas[0]! * 1000) / elapsedMs;
      readings.push({ metric: 'received', entity: card, value, unit: 'By/s' });
    }
    this.#counters.end();
    return readings;
  }

  absent(): [] {
    return [];
  }

  forget(): void {
    this.#counters.forget();
  }

  close(): void {
    // Nothing is open.
  }
}

interface Told {
  readonly ts: number;
  readonly metric: string;
  readonly entity: string;
  readonly value: number;
}

/** What happens to the machine, and after how many seconds of its being awake. */
type Day = Readonly<Record<number, () => void>>;

/** A day of a machine at a reading a second; gives all rows, and how often what was asked. */
async function live(seconds: number, plan: (time: FakeTime, cards: Cards, moody: FakeReader) => Day) {
  const time = new FakeTime(START);
  const cards = new Cards();
  const moody = new FakeReader('moody', 2000);
  const day = plan(time, cards, moody);
  const warnings: string[] = [];
  const counters = { dropped: 0 };
  const source = createSystemSource(
    {
      type: 'system',
      intervalMs: 1000,
      metrics: ['*'],
      eventTime: { column: 'ts', outOfOrdernessMs: 0, idleTimeoutMs: null },
    },
    {
      clock: time,
      batchSize: 1000,
      counters,
      waiting: (data) => data,
      reject: () => undefined,
      warn: (message) => void warnings.push(message),
    },
    { readers: [cards, moody], timers: time, host: 'here', platform: 'linux' },
  );
  await source.open();
  const rows: Told[] = [];
  const stop = new AbortController();
  let second = 0;
  while (second < seconds) {
    let batch: Awaited<ReturnType<typeof source.poll>> | undefined;
    const polled = source.poll(stop.signal).then((given) => (batch = given));
    // A poll takes as long as it takes; the day goes on meanwhile.
    while (batch === undefined) {
      await time.pass(700);
      day[++second]?.();
      await time.pass(300);
    }
    await polled;
    rows.push(...(toRows(batch!) as unknown as Told[]));
  }
  return { rows, warnings, counters, cards, moody };
}

const gapsOf = (rows: readonly Told[]): readonly (readonly [reason: string, seconds: number])[] =>
  rows.filter(({ metric }) => metric === 'gap').map(({ entity, value }) => [entity, Math.round(value)]);

test(
  'a day with sleeps, clock steps, stops and devices that come and go: each gap is told, and nothing is invented',
  { timeout: 120_000 },
  async () => {
    const { rows, warnings, counters, cards, moody } = await live(24 * HOUR, (time, cards, moody) => {
      const day: Record<number, () => void> = {
        [HOUR]: () => time.step(2 * HOUR * 1000),
        [4 * HOUR]: () => time.step(-600_000),
        [8 * HOUR]: () => time.skip(90_000),
        [9 * HOUR]: () => time.step(30 * 60_000),
        [15 * HOUR]: () => (moody.answer = () => new Promise(() => undefined)),
      };
      // A person who sets the clock forth and back again, and a time server that corrects it by what is no gap.
      day[10 * HOUR] = () => time.step(HOUR * 1000);
      day[10 * HOUR + 60] = () => time.step(-HOUR * 1000);
      for (let i = 0; i < 50; i++) day[20 * HOUR + i * 20] = () => time.step(i % 2 === 0 ? 200 : -200);
      // A card with a loose plug, for an hour.
      for (let i = 0; i < HOUR; i += 7) {
        day[12 * HOUR + i] = () => void cards.since.set('usb0', time.monotonic());
        day[12 * HOUR + i + 4] = () => void cards.since.delete('usb0');
      }
      // A sensor that fails every other reading, for an hour.
      for (let i = 0; i < HOUR; i += 10) {
        day[5 * HOUR + i] = () => {
          moody.answer = () => {
            throw new Error('no answer');
          };
        };
        day[5 * HOUR + i + 5] = () => (moody.answer = () => [moody.reading(7)]);
      }
      return day;
    });

    const invented = rows.filter(
      ({ metric, entity, value }) => metric === 'received' && 1 < Math.abs(value - TRUTH[entity]!),
    );
    expect([invented, 1000 < rows.filter(({ entity }) => entity === 'usb0').length]).toEqual([[], true]);

    const times = rows.map(({ ts }) => ts);
    expect(times.filter((ts, i) => ts % 1000 !== 0 || (0 < i && ts < times[i - 1]!))).toEqual([]);

    const gaps = gapsOf(rows).filter(([reason]) => !reason.startsWith('sensor failed'));
    expect(gaps).toEqual([
      ['suspend', 2 * HOUR],
      ['clock step', 600],
      ['app stopped', 90],
      ['suspend', 30 * 60],
      ['suspend', HOUR],
      ['clock step', HOUR],
    ]);

    // Between two ticks is one second, or a gap that says how long.
    const ticks = [...new Set(times)];
    const holes = ticks.flatMap((ts, i) =>
      0 < i && 1000 < ts - ticks[i - 1]! ? [[ts, (ts - ticks[i - 1]!) / 1000]] : [],
    );
    const told = holes.map(([ts, seconds]) => {
      const gap = rows.find((row) => row.ts === ts && row.metric === 'gap');
      return [gap?.entity, Math.abs(gap!.value - seconds!) <= 2];
    });
    expect(told).toEqual([
      ['suspend', true],
      ['app stopped', true],
      ['suspend', true],
      ['suspend', true],
    ]);

    // What fails is told when it begins and when it ends, what fails again and again no more than that; each gap has its row.
    const flaps = HOUR / 10;
    const failed = 'sensor "moody" failed: no answer; the other sensors go on';
    const again: unknown = expect.stringMatching(/^sensor "moody" answers again after \d+ s$/);
    expect(warnings).toEqual([
      failed,
      again,
      failed,
      again,
      `${failed}; further failures are told once it was well for ten minutes`,
      again,
      'sensor "moody" did not answer within 2 s; the other sensors go on',
    ]);
    expect(gapsOf(rows).filter(([reason]) => reason === 'sensor failed: test.moody').length).toBe(flaps);
    // No burst after a gap: one reading a tick.
    expect([cards.reads <= 24 * HOUR + 2, moody.reads <= 15 * (HOUR / 2) + flaps, counters.dropped]).toEqual([
      true,
      true,
      89,
    ]);
    console.log(
      `${rows.length} rows, ${gapsOf(rows).length} gaps, ${warnings.length} warnings, ${cards.reads} readings`,
    );
  },
);
