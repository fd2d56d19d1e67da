import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GeneratorColumn, GeneratorSourceOptions } from '../../../engine/document/plan.ts';
import { createGeneratorSource } from '../../../engine/sources/generator.ts';
import { sineOfTurns } from '../../../engine/sources/generator/sine.ts';
import type { SourcePosition } from '../../../engine/sources/source.ts';
import { readAll, sourceContext } from './source-rows.ts';

const COLUMNS: readonly GeneratorColumn[] = [
  { name: 'i', nulls: 0, kind: 'sequence', start: 5, step: -2 },
  { name: 't', nulls: 0, kind: 'time', start: 1_000_000, stepMs: 100, disorderMs: 250 },
  { name: 'd', nulls: 0, kind: 'integer', min: -3, max: 3 },
  { name: 'u', nulls: 0.25, kind: 'uniform', min: 10, max: 20 },
  { name: 'w', nulls: 0, kind: 'walk', start: 50, step: 30, min: 0, max: 100 },
  { name: 's', nulls: 0, kind: 'sine', period: 8, amplitude: 2, mean: 1, noise: 0 },
  { name: 'c', nulls: 0.5, kind: 'choice', values: ['a', 'b', 'c'] },
  { name: 'y', nulls: 0, kind: 'choice', values: [true, false] },
  { name: 'n', nulls: 0, kind: 'choice', values: [1, 2.5] },
];

const options = (changes: Partial<GeneratorSourceOptions> = {}): GeneratorSourceOptions => ({
  type: 'generator',
  rows: 1000,
  rate: null,
  seed: 42,
  columns: COLUMNS,
  eventTime: null,
  ...changes,
});
const rows = (changes: Partial<GeneratorSourceOptions> = {}, batchSize = 1000) =>
  readAll(createGeneratorSource(options(changes), sourceContext(batchSize).context));

test('the same seed gives these rows, for ever', async () => {
  expect(await rows({ rows: 3 })).toMatchInlineSnapshot(`
    [
      {
        "c": "b",
        "d": -2,
        "i": 5,
        "n": 2.5,
        "s": 1,
        "t": 999757,
        "u": 17.91055531534339,
        "w": 50,
        "y": false,
      },
      {
        "c": null,
        "d": 1,
        "i": 3,
        "n": 1,
        "s": 2.414213562373095,
        "t": 1000048,
        "u": 16.084236469404964,
        "w": 35.53651963885995,
        "y": false,
      },
      {
        "c": null,
        "d": 1,
        "i": 1,
        "n": 1,
        "s": 3,
        "t": 1000013,
        "u": 13.936210184795865,
        "w": 56.79681149952788,
        "y": true,
      },
    ]
  `);
});

test('rows are the same in batches of any size, and differ from seed to seed', async () => {
  const expected = await rows({ rows: 100 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 120 }), async (batchSize) => {
      expect(await rows({ rows: 100 }, batchSize)).toEqual(expected);
    }),
  );
  expect(await rows({ rows: 100, seed: 43 })).not.toEqual(expected);
});

test('a column keeps its values when others come and go, or when some of them become null', async () => {
  const uniform = COLUMNS[3]!;
  const alone = await rows({ columns: [uniform] });
  const whole = await rows({ columns: [{ ...uniform, nulls: 0 }] });
  expect((await rows()).map(({ u }) => u)).toEqual(alone.map(({ u }) => u));
  expect(whole.filter((row, i) => alone[i]!['u'] !== null && alone[i]!['u'] !== row['u'])).toEqual([]);
});

test('values stay within their bounds, and reach all of them', async () => {
  const all = await rows({ rows: 5000 });
  const values = (name: string) => all.map((row) => row[name]);
  const numbers = (name: string) => values(name).filter((value) => value !== null) as number[];
  const span = (name: string) => [Math.min(...numbers(name)), Math.max(...numbers(name))];
  expect({
    i: span('i'),
    d: [...new Set(numbers('d'))].sort((a, b) => a - b),
    delays: [...new Set(all.map(({ t }, i) => 1_000_000 + i * 100 - (t as number)))].every(
      (delay) => 0 <= delay && delay <= 250 && Number.isInteger(delay),
    ),
    u: numbers('u').every((value) => 10 <= value && value < 20),
    w: numbers('w').every((value) => 0 <= value && value <= 100),
    jumps: numbers('w').every((value, i, list) => i === 0 || Math.abs(value - list[i - 1]!) <= 30),
    s: numbers('s')
      .slice(0, 3)
      .map((value) => Number(value.toFixed(12))),
    c: [...new Set(values('c'))].sort(),
    y: [...new Set(values('y'))].sort(),
    n: [...new Set(values('n'))].sort(),
  }).toEqual({
    i: [5 - 4999 * 2, 5],
    d: [-3, -2, -1, 0, 1, 2, 3],
    delays: true,
    u: true,
    w: true,
    jumps: true,
    s: [1, 2.414213562373, 3],
    c: ['a', 'b', 'c', null],
    y: [false, true],
    n: [1, 2.5],
  });
  const share = (name: string) => values(name).filter((value) => value === null).length / 5000;
  expect([Math.abs(share('u') - 0.25) < 0.03, Math.abs(share('c') - 0.5) < 0.03]).toEqual([true, true]);
});

test('chance is even: no value of a die comes up much more often than another', async () => {
  const columns: GeneratorColumn[] = [{ name: 'd', nulls: 0, kind: 'integer', min: 0, max: 9 }];
  const counts = new Array<number>(10).fill(0);
  for (const { d } of await rows({ columns, rows: 100_000, seed: 7 })) counts[d as number]!++;
  // Chi squared with nine degrees of freedom: above 27.9 once in a thousand seeds.
  expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
});

test('from every position, it goes on with the next row', async () => {
  const expected = await rows({ rows: 40 });
  const source = createGeneratorSource(options({ rows: 40 }), sourceContext(7).context);
  const positions: SourcePosition[] = [];
  await readAll(source, Infinity, () => positions.push(source.position()!));
  for (const [i, from] of positions.entries()) {
    const rest = createGeneratorSource(options({ rows: 40 }), sourceContext(11).context, { from });
    expect(await readAll(rest)).toEqual(expected.slice((i + 1) * 7));
  }
});

test('with a rate, rows come when they are due, and a wait that was too long is made up for', async () => {
  const clock = { time: 1000, now: () => 0, monotonic: () => clock.time };
  const waits: number[] = [];
  const wait = async (ms: number): Promise<void> => {
    waits.push(ms);
    // The machine's timers are never early, and often late.
    clock.time += ms + 60;
  };
  const source = createGeneratorSource(
    options({ rate: 20, rows: 6, columns: [COLUMNS[0]!] }),
    sourceContext(100, clock).context,
    { wait },
  );
  await source.open();
  const counts: number[] = [];
  for (
    let batch = await source.poll(new AbortController().signal);
    batch;
    batch = await source.poll(new AbortController().signal)
  ) {
    counts.push(batch.length);
  }
  expect({ counts, waits, took: clock.time - 1000 }).toEqual({ counts: [1, 2, 2, 1], waits: [50, 40, 40], took: 310 });
});

test('without a number of rows it goes on for ever, and an aborted poll gives none', async () => {
  const source = createGeneratorSource(options({ rows: null, rate: 1 }), sourceContext().context);
  await source.open();
  const stop = new AbortController();
  await source.poll(stop.signal);
  const waiting = source.poll(stop.signal);
  stop.abort();
  expect((await waiting)?.length).toBe(0);
});

test('the sine is that of mathematics, to fifteen digits', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (turns) => {
      expect(Math.abs(sineOfTurns(turns) - Math.sin(turns * 2 * Math.PI))).toBeLessThan(2e-15);
    }),
  );
});
