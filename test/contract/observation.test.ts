import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Engine, readDocument, systemClock } from '../../engine/index.ts';
import type { JobStatus, NodeStatus } from '../../engine/index.ts';

// Where the time of a pipeline goes, with its real worker thread: each document has one bottleneck, and the shares name it.
const WORKER = path.resolve(import.meta.dirname, '../../out/cli/worker.cjs');

let engine: Engine | null = null;
afterEach(() => engine?.close());

/** Statuses of the running pipeline `text` until one is as wanted; console sinks take `printMs` for each block. */
async function statusWhen(text: string, isWanted: (status: JobStatus) => boolean, printMs = 0): Promise<JobStatus> {
  const read = readDocument(text, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
  const running = new Engine({
    clock: systemClock,
    workerFile: WORKER,
    onConsole: () => new Promise((resolve) => setTimeout(resolve, printMs)),
    onWarning: () => undefined,
  });
  engine = running;
  running.add('t', { plan: read.plan, text });
  const found = new Promise<JobStatus>((resolve) => {
    running.watch(([status]) => {
      if (isWanted(status!)) resolve(status!);
    });
  });
  await running.start('t');
  return found;
}

const total = ({ busy, backpressured, idle }: NodeStatus): number => busy + backpressured + idle;
const isShared = ({ nodes }: JobStatus): boolean => nodes.every((node) => 0.999 < total(node));

/** The nodes of which a share is above 95 %, by that share. */
function bottleneck({ nodes }: JobStatus): Record<string, string[]> {
  const above = (share: 'busy' | 'backpressured' | 'idle'): string[] =>
    nodes.flatMap((node) => (0.95 < node[share] ? [node.id] : []));
  return { busy: above('busy'), backpressured: above('backpressured'), idle: above('idle') };
}

const IN = 'type: generator, seed: 1, columns: { n: { sequence: { start: 1, step: 1 } } }';
const head = 'version: 1\nname: t\n';

test('a slow sink is busy, and what comes before it is backpressured', async () => {
  const text = `${head}sources: { in: { ${IN} } }
operators: { some: { type: filter, inputs: [in], where: n > 0 } }
sinks: { out: { type: console, inputs: [some] } }
`;
  const status = await statusWhen(text, isShared, 200);
  expect(bottleneck(status)).toEqual({ busy: ['out'], backpressured: ['in', 'some'], idle: [] });
  expect(status.nodes.at(-1)).toMatchObject({ queued: 4000, queueFill: 0.4 });
});

test('a slow operator is busy, what comes before it is backpressured, what comes after it is idle', async () => {
  const word = 'abcdefghij'.repeat(20);
  const slow = `CHAR_LENGTH(REPLACE(REPLACE(CONCAT(CAST(n AS STRING), '${word}'), 'a', 'bb'), 'b', 'cc'))`;
  const text = `${head}sources: { in: { ${IN} } }
operators:
  slow: { type: select, inputs: [in], columns: { n: "${slow}" } }
  some: { type: filter, inputs: [slow], where: n > 0 }
sinks: { out: { type: discard, inputs: [some] } }
`;
  const status = await statusWhen(text, isShared);
  expect(bottleneck(status)).toEqual({ busy: ['slow'], backpressured: ['in'], idle: ['some', 'out'] });
});

test('behind a slow source everybody is idle', async () => {
  const text = `${head}sources: { in: { ${IN}, rate: 50 } }
sinks: { out: { type: discard, inputs: [in] } }
`;
  expect(bottleneck(await statusWhen(text, isShared))).toEqual({ busy: [], backpressured: [], idle: ['in', 'out'] });
});

test('a source is held up by its own sinks only', async () => {
  const text = `${head}sources: { blocked: { ${IN} }, free: { ${IN}, rate: 100 } }
sinks: { slow: { type: console, inputs: [blocked] }, out: { type: discard, inputs: [free] } }
`;
  const status = await statusWhen(text, (each) => isShared(each) && 90 < each.nodes[1]!.rowsOut, 60_000);
  expect(bottleneck(status)).toEqual({ busy: ['slow'], backpressured: ['blocked'], idle: ['free', 'out'] });
});

test('what windows and joins keep is told, which is no more than their time lets them', async () => {
  const timed = (rows: string): string =>
    `{ ${IN.replace('columns: {', 'columns: { at: { time: { start: 0, step: 1s } }, k: { integer: { min: 0, max: 4 } },')}, ${rows}, event_time: { column: at } }`;
  const text = `${head}sources: { a: ${timed('rate: 500')}, b: ${timed('rate: 500')} }
operators:
  sums: { type: window, inputs: [a], key: [k], window: { type: tumbling, size: 10s }, aggregate: { s: sum(n) } }
  pairs: { type: interval_join, inputs: [a, b], on: [[k, k]], between: [-5s, 5s] }
sinks: { out: { type: discard, inputs: [sums] }, out2: { type: discard, inputs: [pairs] } }
`;
  const status = await statusWhen(text, ({ nodes }) => 800 < nodes[0]!.rowsOut);
  const kept = new Map(status.nodes.map(({ id, state }) => [id, state]));
  expect([kept.get('a'), kept.get('sums')!.keys, kept.get('pairs')!.keys]).toEqual([null, 5, 5]);
  for (const id of ['sums', 'pairs']) {
    expect(kept.get(id)!.entries, id).toBeGreaterThan(0);
    expect(kept.get(id)!.entries, id).toBeLessThan(400);
  }
});
