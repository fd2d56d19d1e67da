// How a pipeline scales with the number of its keyed subtasks and of its keys: `npm run bench -- scaling [rounds] [part of a load's name]`.
import path from 'node:path';
import { Engine, readDocument, systemClock } from '../../engine/index.ts';
import { watchThreads } from './support/thread-times.ts';

const ROUNDS = Number(process.argv[2] ?? 3);
const NAME = process.argv[3] ?? '';
const WORKER = path.resolve('out/bench/worker.cjs');

/** A load: what its operator does, over how many rows of how many keys. */
interface Load {
  readonly name: string;
  readonly rows: number;
  readonly keys: number;
  readonly operator: string;
  readonly parallelisms: readonly number[];
}

const WORD = 'abcdefghij'.repeat(4);
const TEXTS = `CHAR_LENGTH(REPLACE(REPLACE(CONCAT(CAST(n AS STRING), '${WORD}'), 'a', 'bb'), 'b', 'cc'))`;
const WINDOW = 'window: { type: tumbling, size: 10s }';
const CHEAP = `type: window, ${WINDOW}, aggregate: { c: count(*), s: sum(x) }`;
const MODERATE = `type: window, ${WINDOW}, aggregate: { c: count(*), s: sum(x), p: "percentile(x, 0.9)", d: stddev_pop(x), u: count(distinct n) }`;
const EXPENSIVE = `type: window, ${WINDOW}, aggregate: { c: count(*), s: "sum(${TEXTS})" }`;

const LOADS: readonly Load[] = [
  { name: 'cheap (count and sum), 1,000 keys', rows: 4e6, keys: 1000, operator: CHEAP, parallelisms: [1, 2] },
  {
    name: 'moderate (percentile, distinct), 1,000 keys',
    rows: 1e6,
    keys: 1000,
    operator: MODERATE,
    parallelisms: [1, 2, 4],
  },
  { name: 'expensive (texts), 1,000 keys', rows: 2e6, keys: 1000, operator: EXPENSIVE, parallelisms: [1, 2, 4] },
  ...[10, 1000, 100_000, 1_000_000, 10_000_000].map((keys) => ({
    name: `last value by key, ${keys.toLocaleString('en')} keys`,
    rows: 4e6,
    keys,
    operator: 'type: deduplicate, keep: changed, on: [x]',
    parallelisms: [1, 2],
  })),
];

void measureAll();

async function measureAll(): Promise<void> {
  console.log('million rows/s by parallelism (where each thread has a processor of its own; × as many as with one)');
  console.log(
    'beside: what two such pipelines with parallelism 1 carry at once, which is all that two processors give here',
  );
  for (const load of LOADS.filter(({ name }) => name.includes(NAME))) {
    const runs = new Map<number, Run[]>(load.parallelisms.map((each) => [each, []]));
    const pairs: number[] = [];
    // Taking turns, so that what else the machine does hits all alike.
    for (let round = 0; round < ROUNDS; round++) {
      for (const parallelism of load.parallelisms) runs.get(parallelism)!.push(await measure(load, parallelism));
      pairs.push((await measure(load, 1, 2)).rate);
    }
    const of = (parallelism: number, figure: keyof Run): number =>
      median(runs.get(parallelism)!.map((run) => run[figure]));
    const shown = load.parallelisms.map((parallelism) => {
      const [rate, freeRate] = [of(parallelism, 'rate'), of(parallelism, 'freeRate')];
      const factors =
        parallelism === 1
          ? ''
          : ` ×${(rate / of(1, 'rate')).toFixed(2)}, ×${(freeRate / of(1, 'freeRate')).toFixed(2)}`;
      return `${parallelism}: ${(rate / 1e6).toFixed(2)} (${(freeRate / 1e6).toFixed(2)}${factors})`;
    });
    const pair = `two at once: ${(median(pairs) / 1e6).toFixed(2)} (×${(median(pairs) / of(1, 'rate')).toFixed(2)})`;
    console.log(`${load.name.padEnd(45)} ${shown.join('   ')}   ${pair}`);
  }
}

/** Rows a second: as it was, and as it would be where each thread has a processor of its own. */
interface Run {
  readonly rate: number;
  readonly freeRate: number;
}

/** From when the first row may flow to the end of all `copies`; what threads work before counts as theirs. */
async function measure({ rows, keys, operator }: Load, parallelism: number, copies = 1): Promise<Run> {
  const text = `version: 1
name: scaling
settings: { parallelism: ${parallelism}, checkpoint: { interval: 1h } }
sources:
  in: { type: generator, rows: ${rows}, event_time: { column: ts, out_of_orderness: 1s }, columns: {
    ts: { time: { start: 2026-01-01T00:00:00Z, step: 1ms } }, n: { sequence: {} },
    key: { integer: { min: 1, max: ${keys} } }, x: { uniform: { min: 0, max: 100 } } } }
operators: { work: { inputs: [in], key: [key], ${operator} } }
sinks: { out: { type: discard, inputs: [work] } }
`;
  const read = readDocument(text, { file: 'scaling.yaml', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
  const engine = new Engine({ clock: systemClock, workerFile: WORKER, onWarning: () => undefined });
  const names = Array.from({ length: copies }, (_, index) => `scaling-${index}`);
  for (const name of names) engine.add(name, { plan: read.plan, text });
  const busiest = watchThreads();
  await Promise.all(names.map((name) => engine.start(name)));
  const start = performance.now();
  const ends = await Promise.all(names.map((name) => engine.ended(name)));
  const elapsedMs = performance.now() - start;
  for (const { state } of ends) if (state.kind !== 'finished') throw new Error(JSON.stringify(state));
  return { rate: ((copies * rows) / elapsedMs) * 1000, freeRate: ((copies * rows) / busiest()) * 1000 };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
