import { expect, test } from 'vitest';
import { placementOf } from '../../../engine/runtime/parallel/placement.ts';
import { Random } from './random.ts';
import { planOf, runEngine } from './real-engine.ts';

const CASES = Number(process.env['CASES'] ?? 50);
const SEED = process.env['SEED'] === undefined ? Date.now() % 1e9 : Number(process.env['SEED']);

const HEAD = `version: 1
name: stages
sources:
  in: { type: file, path: in.ndjson, format: ndjson, event_time: { column: ts, out_of_orderness: 5ms }, schema: { ts: timestamp, host: string, cpu: bigint, n: bigint } }
`;
const COUNTS = 'aggregate: { c: count(*), least: min(n), most: max(n) }';

/** Operators behind each other that need their rows together by different keys, with late rows on the way. */
const STAGES: Readonly<Record<string, string>> = {
  'windows of windows': `operators:
  w: { type: window, inputs: [in], key: [host], window: { type: tumbling, size: 10ms }, aggregate: { n: count(*) } }
  all: { type: window, inputs: [w], window: { type: tumbling, size: 30ms }, ${COUNTS} }
sinks: { a: { type: console, inputs: [all] }, b: { type: console, inputs: [all.late] }, c: { type: console, inputs: [w.late] } }
`,
  // No sessions behind another key: rows of one watermark that came from several keys have no order (contract, section 3), and whether
  // a late row falls into a session that is still open depends on which of them comes first.
  'rows that pass, by one key and then by another': `operators:
  once: { type: deduplicate, inputs: [in], key: [host, n], keep: first }
  w: { type: window, inputs: [once], key: [cpu], window: { type: sliding, size: 10ms, slide: 5ms }, ${COUNTS} }
  s: { type: window, inputs: [once], key: [host], window: { type: cumulate, size: 12ms, step: 3ms }, ${COUNTS} }
  g: { type: window, inputs: [w], window: { type: tumbling, size: 20ms }, aggregate: { c: count(*) } }
sinks: { a: { type: console, inputs: [w] }, b: { type: console, inputs: [w.late] }, c: { type: console, inputs: [s] }, d: { type: console, inputs: [s.late] }, e: { type: console, inputs: [g] } }
`,
  'late rows that are given another chance': `operators:
  w: { type: window, inputs: [in], key: [host], window: { type: tumbling, size: 4ms }, ${COUNTS} }
  l: { type: window, inputs: [w.late], key: [cpu], window: { type: tumbling, size: 40ms }, ${COUNTS} }
sinks: { a: { type: console, inputs: [w] }, b: { type: console, inputs: [l] }, c: { type: console, inputs: [l.late] } }
`,
  'windows of rows that have changed': `operators:
  l: { type: lag, inputs: [in], key: [host], columns: { m: "lag(n)" } }
  f: { type: filter, inputs: [l], where: n > 2 }
  k: { type: deduplicate, inputs: [f], key: [host], keep: changed, on: [n] }
  w: { type: window, inputs: [k], key: [cpu], window: { type: tumbling, size: 8ms }, ${COUNTS} }
sinks: { a: { type: console, inputs: [w] }, b: { type: console, inputs: [w.late] }, c: { type: console, inputs: [k] } }
`,
};

/** Rows whose times stand still, leap, and are far behind. */
function linesOf(random: Random): string[] {
  let time = 0;
  return random.list(random.integer(5, 120), () => {
    if (random.chance(0.6)) time += random.pick([1, 1, 2, 3, 20]);
    const ts = random.chance(0.3) ? time - random.integer(0, 15) : time;
    const row = { ts, host: `h${random.integer(0, 4)}`, cpu: random.integer(0, 6), n: random.integer(0, 5) };
    return `${JSON.stringify(row)}\n`;
  });
}

test.each(Object.entries(STAGES))(
  `%s give with several subtasks what they give with one, and the same rows are late (SEED=${SEED} CASES=${CASES})`,
  (_name, stages) => {
    const plan = planOf(`${HEAD}${stages}`);
    expect(placementOf(plan).deals.length).toBeGreaterThan(0);
    for (let i = 0; i < CASES; i++) {
      const random = new Random(SEED + i);
      const lines = new Map([['in', linesOf(random)]]);
      const feed = { lines, turns: [], batchSize: () => random.pick([1, 2, 3, 7, 50]), largestBatch: 50 };
      const [single, ...several] = [1, 2, 3].map((parallelism) => {
        const rowsAtATime = random.pick([1, 2, 5, 1000]);
        const { lines: given, counts } = runEngine(plan, { ...feed, parallelism, rowsAtATime });
        return { counts, lines: new Map([...given].map(([sink, each]) => [sink, [...each].sort()])) };
      });
      for (const each of several) expect(each, `SEED=${SEED + i}`).toEqual(single);
    }
  },
  60_000,
);
