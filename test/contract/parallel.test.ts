import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { Engine, readDocument, systemClock } from '../../engine/index.ts';
import type { JobStatus } from '../../engine/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// Keyed subtasks in real threads.
const WORKER = path.resolve(import.meta.dirname, '../../out/cli/worker.cjs');

let engine: Engine | null = null;
afterEach(() => engine?.close());

interface Started {
  readonly engine: Engine;
  readonly warnings: string[];
  readonly printed: Uint8Array[];
}

async function start(text: string, { printMs = 0, folder = '/' } = {}): Promise<Started> {
  const read = readDocument(text, { file: 't', baseFolder: folder, environment: {} });
  if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
  const started: Started = {
    warnings: [],
    printed: [],
    engine: new Engine({
      clock: systemClock,
      workerFile: WORKER,
      onConsole: (bytes) => {
        started.printed.push(bytes);
        return new Promise((resolve) => setTimeout(resolve, printMs));
      },
      onWarning: ({ message }) => started.warnings.push(message),
    }),
  };
  engine = started.engine;
  engine.add('t', { plan: read.plan, text });
  await engine.start('t');
  return started;
}

function statusWhen(running: Engine, isWanted: (status: JobStatus) => boolean): Promise<JobStatus> {
  return new Promise((resolve) => {
    running.watch(([status]) => {
      if (isWanted(status!)) resolve(status!);
    });
  });
}

/** The nodes of which a share is above 90 %, by that share: threads wait for processors, too, where there are more of them. */
function bottleneck({ nodes }: JobStatus): Record<string, string[]> {
  const above = (share: 'busy' | 'backpressured' | 'idle'): string[] =>
    nodes.flatMap((node) => (0.9 < node[share] ? [node.id] : []));
  return { busy: above('busy'), backpressured: above('backpressured'), idle: above('idle') };
}

/** Waits for a second of which the shares are as wanted: those of the first ones have the start in them. */
async function bottleneckIs(running: Engine, wanted: Record<string, string[]>): Promise<JobStatus> {
  return statusWhen(running, (status) => hasBottleneck(status, wanted));
}

function hasBottleneck(status: JobStatus, wanted: Record<string, string[]>): boolean {
  return JSON.stringify(bottleneck(status)) === JSON.stringify(wanted);
}

const HEAD = `version: 1
name: t
settings: { parallelism: 2, buffer: { capacity: 5000 } }
`;
const COLUMNS = 'n: { sequence: { start: 1, step: 1 } }, key: { integer: { min: 0, max: 9999 } }';
const word = 'abcdefghij'.repeat(20);
const SLOW = `CHAR_LENGTH(REPLACE(REPLACE(CONCAT(CAST(n AS STRING), '${word}'), 'a', 'bb'), 'b', 'cc'))`;

describe('with two keyed subtasks', { timeout: 30_000 }, () => {
  test('a slow operator is busy in both, its source is backpressured, and no more rows are under way than may be', async () => {
    const { engine: running } = await start(`${HEAD}sources: { in: { type: generator, columns: { ${COLUMNS} } } }
operators:
  slow: { type: window, inputs: [in], key: [key], window: { type: count, size: 1000 }, aggregate: { n: "sum(${SLOW})" } }
sinks: { out: { type: discard, inputs: [slow] } }
`);
    const wanted = { busy: ['slow'], backpressured: ['in'], idle: ['out'] };
    const queues: number[] = [];
    // A thread that has just taken its rows has room until they come again: some look finds its queue filled.
    await statusWhen(running, (each) => {
      const { queued } = each.nodes[1]!;
      queues.push(queued);
      return 2500 < queued && hasBottleneck(each, wanted);
    });
    expect(Math.max(...queues)).toBeLessThan(5000 + 1000);
  });

  test('a slow sink is busy, and what comes before it is backpressured, in all subtasks', async () => {
    const { engine: running } = await start(
      `${HEAD}sources: { in: { type: generator, columns: { ${COLUMNS} } } }
operators: { some: { type: lag, inputs: [in], key: [key], columns: { m: "lag(n)" } } }
sinks: { out: { type: console, inputs: [some] } }
`,
      { printMs: 300 },
    );
    const status = await bottleneckIs(running, { busy: ['out'], backpressured: ['in', 'some'], idle: [] });
    expect(status.nodes[2]!.queued).toBeLessThan(5000 + 5000 + 1000);
  });

  test('behind a slow source everybody is idle', async () => {
    const { engine: running } =
      await start(`${HEAD}sources: { in: { type: generator, rate: 50, columns: { ${COLUMNS} } } }
operators: { some: { type: lag, inputs: [in], key: [key], columns: { m: "lag(n)" } } }
sinks: { out: { type: discard, inputs: [some] } }
`);
    await bottleneckIs(running, { busy: [], backpressured: [], idle: ['in', 'some', 'out'] });
  });

  test('rejected rows of both are counted, told and kept as those of one', async () => {
    const folder = temporaryFolder();
    const { engine: running, warnings } = await start(
      `${HEAD}sources: { in: { type: generator, rows: 1000, columns: { ${COLUMNS} } } }
operators:
  w: { type: window, inputs: [in], key: [key], rejects: bad.ndjson, window: { type: count, size: 1 }, aggregate: { x: "sum(1000 / (n % 10))" } }
sinks: { out: { type: discard, inputs: [w] } }
`,
      { folder },
    );
    const { nodes, state } = await running.ended('t');
    expect(state.kind).toBe('finished');
    expect(nodes[1]).toMatchObject({ rowsIn: 1000, rowsOut: 900, rejected: 100 });
    const kept = readFileSync(path.join(folder, 'bad.ndjson'), 'utf8').split('\n').filter(Boolean);
    const numbers = kept.map((line) => (JSON.parse((JSON.parse(line) as { text: string }).text) as { n: number }).n);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => 10 * (i + 1)));
    expect(warnings.filter((each) => each.startsWith('operator "w": row rejected:'))).toHaveLength(100);
  });

  test('a row that may not be rejected fails the pipeline with a sentence', async () => {
    const { engine: running } =
      await start(`${HEAD}sources: { in: { type: generator, rows: 1000, columns: { ${COLUMNS} } } }
operators:
  w: { type: window, inputs: [in], key: [key], on_error: fail, window: { type: count, size: 1 }, aggregate: { x: "sum(1000 / (n - 500))" } }
sinks: { out: { type: discard, inputs: [w] } }
`);
    const { state } = await running.ended('t');
    expect(state).toMatchObject({ kind: 'failed', fault: { code: 'operator-failed' } });
    expect(JSON.stringify(state)).toContain('operator \\"w\\": ');
  });

  test('the last rows can be looked at where they leave the subtasks, and where they stay in them', async () => {
    const { engine: running } =
      await start(`${HEAD}sources: { in: { type: generator, rate: 2000, columns: { ${COLUMNS} } } }
operators:
  first: { type: deduplicate, inputs: [in], key: [key], keep: first }
  then: { type: lag, inputs: [first], key: [key], columns: { m: "lag(n)" } }
sinks: { out: { type: discard, inputs: [then] } }
`);
    const [inner, outer, sink] = await Promise.all(['first', 'then', 'out'].map((node) => running.tap('t', node)));
    expect([inner, outer, sink].map((tapped) => tapped!.columns.map(({ name }) => name))).toEqual([
      ['n', 'key'],
      ['n', 'key', 'm'],
      ['n', 'key', 'm'],
    ]);
    expect(inner!.rows.length).toBeGreaterThan(0);
  });

  test('a window that follows the clock fires though no row comes any more', async () => {
    const { engine: running, printed } =
      await start(`${HEAD}sources: { in: { type: generator, rows: 100, columns: { ${COLUMNS} } }, still: { type: generator, rate: 0.001, columns: { ${COLUMNS} } } }
operators:
  all: { type: union, inputs: [in, still] }
  w: { type: window, inputs: [all], key: [key], time: processing, window: { type: tumbling, size: 500ms }, aggregate: { c: count(*) } }
sinks: { out: { type: console, inputs: [w] } }
`);
    const { nodes } = await statusWhen(running, (status) => 90 < (status.nodes.at(-1)?.rowsIn ?? 0));
    expect(nodes.at(-1)!.rowsIn).toBeGreaterThan(90);
    expect(Buffer.concat(printed).toString()).toContain('"c":1');
  });
});

test.each([1, 2])(
  'a reading of a sensor is on its way to the screen within 50 ms, with parallelism %i',
  async (parallelism) => {
    const text = `version: 1
name: t
settings: { parallelism: ${parallelism} }
sources: { in: { type: system, interval: 200ms, metrics: [system.memory.*] } }
operators: { changed: { type: deduplicate, inputs: [in], key: [metric, entity], on: [ts], keep: changed } }
sinks: { out: { type: chart, inputs: [changed], x: ts, y: value, series: metric } }
`;
    const read = readDocument(text, { file: 't', baseFolder: '/', environment: {} });
    if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
    const delays: number[] = [];
    await new Promise<void>((resolve, reject) => {
      engine = new Engine({
        clock: systemClock,
        workerFile: WORKER,
        onWarning: () => undefined,
        onPoints: (points) => {
          for (const { times } of points.flatMap(({ series }) => series)) delays.push(Date.now() - times.at(-1)!);
          if (40 < delays.length) resolve();
        },
      });
      engine.add('t', { plan: read.plan, text });
      engine.start('t').catch(reject);
    });
    delays.sort((a, b) => a - b);

    expect(delays[delays.length >> 1]).toBeLessThan(50);
  },
  20_000,
);
