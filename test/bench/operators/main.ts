// What kinds of work cost a row in Millrace and in other designs: `npm run bench -- operators [A B C D E] [--rows N] [--rounds N] [--designs NAME,NAME]`.
// The designs take turns, so that what the machine does besides falls on all of them; equal work has to give equal results.
import { spawnSync } from 'node:child_process';
import { compileLoops } from './c.ts';
import type { NativeLoops } from './c.ts';
import { checkedColumns } from './columns-checked.ts';
import { columns } from './columns.ts';
import { jobs, operators } from './engine.ts';
import { iterators } from './iterators.ts';
import { objects } from './objects.ts';
import { programs } from './programs.ts';
import type { Rows } from './rows.ts';
import { firstRows, makeRows } from './rows.ts';
import { rxjs } from './rxjs.ts';
import type { Design, Outcome, Work } from './work.ts';
import { WORK_NAMES } from './work.ts';

const DESIGNS: readonly Design[] = [columns, checkedColumns, operators, jobs, programs, objects, rxjs, iterators];
const LIMIT_NAME = 'C, gcc -O3';
const WORKS = Object.keys(WORK_NAMES) as readonly Work[];

interface Options {
  readonly works: readonly Work[];
  readonly rows: number;
  readonly rounds: number;
  /** Those that are measured, without the loops in C where it is not all. */
  readonly designs: readonly Design[];
  /** The only design that is run, for the memory that it takes. */
  readonly only: string | null;
}

const options = readOptions(process.argv.slice(2));
const rows = makeRows(options.rows);
void (options.only === null ? compare() : runAlone(options.only));

async function compare(): Promise<void> {
  const native = options.designs === DESIGNS ? compileLoops(rows) : null;
  if (native === null && options.designs === DESIGNS) console.log('There is no gcc: the loops in C are left out.');
  console.log(
    `${rows.length.toLocaleString('en-US')} rows, 1,000 keys, medians of ${options.rounds} rounds; slow designs take a part of the rows\n`,
  );
  const medians = new Map<Work, ReadonlyMap<string, number>>();
  for (const work of options.works) medians.set(work, await compareWork(work, native));
  native?.remove();
  printRatios(medians);
}

/** What is asked of the engine: operators beside loops by hand, sliding windows beside tumbling ones, documents beside programs. */
function printRatios(medians: ReadonlyMap<Work, ReadonlyMap<string, number>>): void {
  const [tumbling, sliding] = [medians.get('A')?.get(operators.name), medians.get('E')?.get(operators.name)];
  if (tumbling !== undefined && sliding !== undefined)
    console.log(`sliding windows take ${(sliding / tumbling).toFixed(2)} times what tumbling ones do (aim: at most 2)`);
  for (const [work, times] of medians) {
    const ratios = [columns, checkedColumns].flatMap(({ name }) => {
      const reference = times.get(name);
      return reference === undefined ? [] : [`${(times.get(operators.name)! / reference).toFixed(2)} times ${name}`];
    });
    if (times.has(operators.name))
      console.log(`${work}: ${operators.name} take ${ratios.join(', ')} (aim: at most 1.5)`);
  }
  for (const [work, times] of medians) {
    const [document, program] = [times.get(jobs.name), times.get(programs.name)];
    if (document === undefined || program === undefined) continue;
    console.log(
      `${work}: a document takes ${(document / program).toFixed(2)} times what a program does (aim: at most 1.3)`,
    );
  }
}

async function compareWork(work: Work, native: NativeLoops | null): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number[]>();
  const note = (name: string, ns: number): void => void times.set(name, [...(times.get(name) ?? []), ns]);
  const expected = new Map<number, Outcome>();
  for (let round = -1; round < options.rounds; round++) {
    if (native && work !== 'E') {
      const { ns, outcome } = native.run(work);
      if (0 <= round) note(LIMIT_NAME, ns);
      checkSame(LIMIT_NAME, outcome, await expectedOf(work, rows, expected));
    }
    for (const { name, share, run } of options.designs.filter((each) => each.run[work])) {
      const part = firstRows(rows, Math.floor(rows.length * share));
      const { ns, outcome } = await timed(run[work]!, part);
      // The first round is compiled while it runs.
      if (0 <= round) note(name, ns);
      checkSame(name, outcome, await expectedOf(work, part, expected));
    }
  }
  print(work, times);
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

function median(all: readonly number[]): number {
  return [...all].sort((a, b) => a - b)[all.length >> 1]!;
}

async function timed(run: NonNullable<Design['run'][Work]>, part: Rows): Promise<{ ns: number; outcome: Outcome }> {
  // Time of the processor, of collecting garbage and compiling too: on a busy machine the time that passes says little.
  const start = process.cpuUsage();
  const outcome = await run(part);
  const { user, system } = process.cpuUsage(start);
  return { ns: ((user + system) * 1000) / part.length, outcome };
}

async function expectedOf(work: Work, part: Rows, known: Map<number, Outcome>): Promise<Outcome> {
  const outcome = known.get(part.length) ?? (await columns.run[work]!(part));
  known.set(part.length, outcome);
  return outcome;
}

/** Sums of doubles depend a little on their order. */
function checkSame(name: string, outcome: Outcome, expected: Outcome): void {
  const isSame = outcome.every((each, i) => Math.abs(each - expected[i]!) <= 1e-9 * Math.abs(expected[i]!));
  if (!isSame || outcome.length !== expected.length)
    throw new Error(`${name} gave ${outcome.join()}, not ${expected.join()}`);
}

function print(work: Work, times: ReadonlyMap<string, readonly number[]>): void {
  console.log(`${work}: ${WORK_NAMES[work]}`);
  const reference = median(times.get(columns.name)!);
  for (const [name, all] of times) {
    const ns = median(all);
    const rate = `${(1000 / ns).toFixed(ns < 100 ? 0 : 1).padStart(6)} M/s`;
    const memory = name === LIMIT_NAME || options.designs !== DESIGNS ? '' : `${memoryOf(work, name).padStart(6)} MiB`;
    const ratio = `${(ns / reference).toFixed(2).padStart(7)} ×`;
    const range = `(${Math.min(...all).toFixed(1)} – ${Math.max(...all).toFixed(1)})`;
    console.log(
      `  ${name.padEnd(34)} ${ns.toFixed(1).padStart(8)} ns/row ${range.padEnd(18)} ${rate} ${ratio} ${memory}`,
    );
  }
  console.log('');
}

/** How much memory a process of its own takes in which the design does the work, above one that only has the rows. */
function memoryOf(work: Work, name: string): string {
  const taken = (design: string): number => {
    const args = [...process.execArgv, process.argv[1]!, work, '--rows', String(options.rows), '--only', design];
    return Number(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout);
  };
  return String(Math.max(0, Math.round(taken(name) - taken('nothing'))));
}

/** Prints the most memory that this process has had, in MiB, once the design has done its work. */
async function runAlone(name: string): Promise<void> {
  const design = DESIGNS.find((each) => each.name === name);
  if (design) await design.run[options.works[0]!]!(firstRows(rows, Math.floor(rows.length * design.share)));
  console.log(process.resourceUsage().maxRSS / 1024);
}

function readOptions(args: readonly string[]): Options {
  const valueOf = (name: string): string | null =>
    args.includes(name) ? (args[args.indexOf(name) + 1] ?? null) : null;
  const works = WORKS.filter((work) => args.includes(work));
  const named = valueOf('--designs')?.toLowerCase().split(',');
  const isNamed = ({ name }: Design): boolean => named!.some((each) => name.toLowerCase().includes(each));
  return {
    designs: named === undefined ? DESIGNS : [columns, ...DESIGNS.slice(1).filter(isNamed)],
    works: works.length === 0 ? WORKS : works,
    rows: Number(valueOf('--rows') ?? 10_000_000),
    rounds: Number(valueOf('--rounds') ?? 5),
    only: valueOf('--only'),
  };
}
