// The same documents over the same file, here and on Flink, one after the other: `npm run bench -- flink [rows]`.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startCluster } from '../../build/flink/cluster.mjs';
import { ensureFlink, findJava } from '../../build/flink/distribution.mjs';
import { processFigures } from './support/process-figures.mjs';

const ROWS = Number(process.argv[2] ?? 50_000_000);
const PARALLELISMS = [1, 2];
/** Which of the runs of a warm cluster counts: the last one. */
const WARM_RUNS = 2;
const MILLRACE = path.resolve('out/cli/millrace.cjs');

/** What Flink's own scripts would choose for this machine, and no checkpoint, so nothing that the other one does not do. */
const SIZE = {
  jvm: [],
  heapMb: { jobmanager: 1024, taskmanager: 3072, gateway: 1024 },
  settings: {
    'taskmanager.numberOfTaskSlots': 2,
    'taskmanager.memory.task.heap.size': '2560m',
    'taskmanager.memory.managed.size': '1024m',
    'pipeline.object-reuse': 'true',
  },
};

const DOCUMENTS = {
  'filter and compute': '{ type: extend, inputs: [kept], columns: { w: "v * 2 + n" } }',
  'windows of 10 s by key':
    '{ type: window, inputs: [kept], key: [k], window: { type: tumbling, size: 10s }, aggregate: { c: count(*), a: avg(v), top: max(v) } }',
};

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'millrace-flink-bench-'));
process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'rows.csv');
await writeRows(file);
const java = await findJava();
const flink = await ensureFlink();
if ('reason' in java || 'reason' in flink) {
  console.log(`Skipped, there is nothing to measure beside: ${'reason' in java ? java.reason : flink.reason}.`);
  process.exit(0);
}
const began = performance.now();
const cluster = await startCluster({ flink: flink.folder, java: java.java, size: SIZE });
const startedMs = performance.now() - began;
console.log(
  `${ROWS.toLocaleString('en')} rows, ${(fs.statSync(file).size / 1e6).toFixed(0)} MB of CSV; Node ${process.version}`,
);
console.log(`Flink's cluster and gateway were there after ${(startedMs / 1000).toFixed(1)} s`);
console.log('document, parallelism: Mrows/s · CPU s · peak MiB · all of it s');
try {
  for (const name of Object.keys(DOCUMENTS)) for (const parallelism of PARALLELISMS) await measure(name, parallelism);
} finally {
  cluster.stop();
}
process.exit(0);

/** @param {string} name @param {number} parallelism */
async function measure(name, parallelism) {
  const document = path.join(folder, 'document.yaml');
  fs.writeFileSync(document, documentOf(DOCUMENTS[name], parallelism));
  show(name, parallelism, 'Millrace', await runHere(document));
  let last;
  for (let run = 0; run < WARM_RUNS; run++) last = await runThere(document);
  show(name, parallelism, 'Flink', last);
}

/** @param {string} operator @param {number} parallelism */
function documentOf(operator, parallelism) {
  return `version: 1
name: bench
settings: { parallelism: ${parallelism}, checkpoint: { mode: none }, restart: { strategy: none } }
sources:
  in: { type: file, path: rows.csv, format: csv, csv: { header: false }, schema: { ts: timestamp, k: string, v: double, n: bigint }, event_time: { column: ts, out_of_orderness: 2s } }
operators:
  kept: { type: filter, inputs: [in], where: n % 10 <> 0 }
  made: ${operator}
sinks: { end: { type: discard, inputs: [made] } }
`;
}

/** A thousand keys, a row each millisecond, in order. @param {string} place */
async function writeRows(place) {
  const out = fs.openSync(place, 'w');
  const start = Date.parse('2026-01-01T00:00:00Z');
  let block = [];
  for (let i = 0; i < ROWS; i++) {
    block.push(`${start + i},key-${(i * 7919) % 1000},${((i * 31) % 10_007) / 8},${i % 1_000_003}\n`);
    if (block.length === 50_000 || i === ROWS - 1) {
      fs.writeSync(out, block.join(''));
      block = [];
    }
  }
  fs.closeSync(out);
}

/** @param {string} document */
async function runHere(document) {
  const start = performance.now();
  const child = spawn(process.execPath, [MILLRACE, 'run', document], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text) => (errors += String(text)));
  const watch = processFigures([child.pid ?? 0]);
  const code = await new Promise((resolve) => child.once('close', resolve));
  const wallMs = performance.now() - start;
  if (code !== 0) throw new Error(errors);
  return { ...watch.stop(), wallMs, rowsMs: wallMs };
}

/** A whole submission; `rowsMs` is what Flink says that its job took. @param {string} document */
async function runThere(document) {
  const start = performance.now();
  const watch = processFigures(Object.values(cluster.pids));
  const child = spawn(process.execPath, [MILLRACE, 'deploy', document, '--gateway', cluster.gateway]);
  let [job, errors] = ['', ''];
  child.stdout.on('data', (text) => (job += String(text)));
  child.stderr.on('data', (text) => (errors += String(text)));
  await new Promise((resolve) => child.once('close', resolve));
  for (;;) {
    const { state, duration } = await (await fetch(`${cluster.cluster}/jobs/${job.trim()}`)).json();
    if (state === 'FINISHED') return { ...watch.stop(), wallMs: performance.now() - start, rowsMs: duration };
    if (state !== 'RUNNING') throw new Error(`${state}\n${errors}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @param {string} name @param {number} parallelism @param {string} who @param {any} figures */
function show(name, parallelism, who, { cpuSeconds, peakMiB, wallMs, rowsMs }) {
  const rate = (ROWS / rowsMs / 1000).toFixed(2);
  console.log(
    `${name}, ${parallelism}, ${who}: ${rate} · ${cpuSeconds.toFixed(1)} · ${peakMiB.toFixed(0)} · ${(wallMs / 1000).toFixed(1)}`,
  );
}
