// What the queries of Nexmark cost an event, generator included: `npm run bench -- nexmark [q0 q5 …] [--events N] [--rounds N]`.
// Beside each the same by plain loops over objects, made from the same columns; the two take turns.
import { KINDS } from './events.ts';
import { generate } from './generator.ts';
import { eventsOf, NAIVE } from './naive.ts';
import { QUERIES } from './run.ts';
import type { Query } from './run.ts';

/** Ten thousand events a second, as in Nexmark. */
const PER_MS = 10;
/** Loops over objects keep all of them, and some look at all that came before. */
const LOOP_EVENTS = 100_000;

const args = process.argv.slice(2);
const events = numberOf('--events', 2_000_000);
const rounds = numberOf('--rounds', 3);
const named = args.filter((each) => /^q\d+$/.test(each));

void measureAll();

async function measureAll(): Promise<void> {
  console.log(`${events.toLocaleString('en-US')} events of all kinds, medians of ${rounds} rounds, processor time`);
  console.log('query        events/s  ns/event     MiB  × loops  ');
  for (const query of QUERIES) if (named.length === 0 || named.includes(query.name)) await measure(query);
}

async function measure(query: Query): Promise<void> {
  const times: number[] = [];
  const loopTimes: number[] = [];
  let memory = 0;
  for (let round = -1; round < rounds; round++) {
    global.gc?.();
    const before = process.memoryUsage().rss;
    const ns = (await cpuNs(() => query.run({ events, perMs: PER_MS }, null))) / events;
    memory = Math.max(memory, (process.memoryUsage().rss - before) / 2 ** 20);
    const loopNs = (await cpuNs(() => loop(query))) / LOOP_EVENTS;
    // The first round is compiled while it runs.
    if (round < 0) continue;
    times.push(ns);
    loopTimes.push(loopNs);
  }
  const ns = median(times);
  const cells = [
    query.name.padEnd(6),
    `${(1000 / ns).toFixed(2)} M`.padStart(14),
    ns.toFixed(0).padStart(9),
    memory.toFixed(0).padStart(7),
    (median(loopTimes) / ns).toFixed(1).padStart(8),
  ];
  console.log(
    `${cells.join(' ')}  ${query.about} ${query.isDocument ? '' : '[program] '}${query.note && `(${query.note})`}`,
  );
}

function loop({ name, kinds }: Query): void {
  const load = { events: LOOP_EVENTS, perMs: PER_MS };
  // Those that it does not read are made all the same.
  for (const kind of KINDS) if (!kinds.includes(kind)) for (const _ of generate(kind, load));
  if (NAIVE[name]!(eventsOf(kinds, load)).length === 0) throw new Error('no rows');
}

/** Processor time, of collecting garbage and compiling too: on a busy machine the time that passes says little. */
async function cpuNs(run: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) * 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function numberOf(name: string, otherwise: number): number {
  return args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise;
}
