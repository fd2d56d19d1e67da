// What the app costs: time to the first chart, CPU and memory of all its processes with the window visible and hidden,
// how long a reading takes to be drawn, stalls of the main thread, bytes per second to the page; then the same of an empty window, which is what Electron and the
// machine cost by themselves. Needs Linux. `npm run bench -- app [seconds]`, 60 by default.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onDisplay, openVirtualDisplay } from '../../build/electron/display.mjs';
import { switchesFor } from '../../build/electron/launch.mjs';
import { describeRuntime, electronRuntime } from '../../build/electron/runtime.mjs';
import { inRoot, root } from '../../build/setup/paths.mjs';
import { cpuSeconds, kindOf, processTree, pssMiB } from './support/processes.mjs';

const SETTLE_MS = 10_000;
/** After this a hidden window has given its page up. */
const REST_MS = 35_000;
const START_RUNS = 5;

const seconds = Number(process.argv[2] ?? 60);
const runtime = await electronRuntime();
const display = process.env.DISPLAY ? null : await openVirtualDisplay();
console.log(`app cost · ${describeRuntime(runtime)} · ${os.cpus()[0].model}, ${os.cpus().length} cores`);

const starts = [];
for (let i = 0; i < START_RUNS; i++) {
  // Sensors are read on the whole second: starts in step with each other would all wait for it equally long.
  await sleep((i / START_RUNS) * 1000 + 1000 - (Date.now() % 1000));
  const app = await start();
  starts.push(await app.firstChart());
  await app.stop();
}
report(
  'start → window shown, ms',
  starts.map(({ windowMs }) => windowMs),
);
report(
  'start → first chart, ms',
  starts.map(({ chartMs }) => chartMs),
);
report(
  'first reading → first chart, ms',
  starts.map(({ readMs }) => readMs),
);

const app = await start();
await app.firstChart();
await sleep(SETTLE_MS);
await measureLatency(app);
await measure(app, 'visible');
app.order('hide');
await sleep(REST_MS);
await measure(app, 'hidden');
await app.stop();

const empty = await start(inRoot('test', 'bench', 'support', 'empty-app'));
await sleep(SETTLE_MS);
empty.order('hide');
await sleep(SETTLE_MS);
await measure(empty, 'an empty window, hidden');
await empty.stop();
display?.stop();

async function measure(app, state) {
  const before = await app.measure();
  const pids = processTree(app.pid);
  const cpuBefore = cpuSeconds(pids);
  const startedAt = performance.now();
  const memory = [];
  for (let i = 0; i < 6; i++) {
    await sleep((seconds * 1000) / 6);
    memory.push(pssMiB(pids));
  }
  const elapsed = (performance.now() - startedAt) / 1000;
  const cpu = cpuSeconds(pids) - cpuBefore;
  const after = await app.measure();
  report(`${state}: CPU of all processes, % of a core`, [(100 * cpu) / elapsed]);
  report(`${state}: PSS of all processes, MiB`, memory);
  report(`${state}: to the page, bytes/s`, [(after.sentBytes - before.sentBytes) / elapsed]);
  for (const pid of processTree(app.pid))
    console.log(`    ${kindOf(pid).padEnd(10)} ${pssMiB([pid]).toFixed(0).padStart(5)} MiB`);
  await measureStalls(app, state);
}

// In a span of its own: what looks for it has the page do more.
async function measureLatency(app) {
  app.order('latency-1');
  await sleep(seconds * 1000);
  app.order('drawn-1');
  const [{ found }] = await until(() => app.told('drawn'));
  console.log(`  of ${found.length} readings, each for a whole second:`);
  for (const [name, figure] of [
    ['second → row (the sensor answers)', 'cameMs'],
    ['row → sent to the page', 'sentMs'],
    ['row → drawn', 'drawnMs'],
    ['second → drawn', 'allMs'],
  ]) {
    const sorted = found.map((each) => each[figure]).sort((a, b) => a - b);
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
    report(`${name}, ms: p50`, [at(0.5)]);
    report(`${name}, ms: p99`, [at(0.99)]);
  }
}

// In a span of its own: looking for them takes CPU.
async function measureStalls(app, state) {
  app.watchStalls();
  await sleep(seconds * 1000);
  const { stalls } = await app.measure();
  report(`${state}: main thread late, p99, ms`, [stalls.p99Ms]);
  report(`${state}: main thread late, longest, ms`, [stalls.maxMs]);
  report(`${state}: longest that this thread itself ran, ms`, [stalls.ranMaxMs]);
}

/** Starts the app, or the one in `folder`, with data of its own, and the probe inside. */
async function start(appFolder = root) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'millrace-bench-'));
  const events = path.join(folder, 'events.ndjson');
  fs.writeFileSync(events, '');
  const startedAt = Date.now();
  const args = ['-r', inRoot('test', 'bench', 'support', 'app-probe.cjs'), ...switchesFor(runtime)];
  const child = spawn(runtime.exe, [...args, appFolder, `--user-data-dir=${path.join(folder, 'data')}`], {
    stdio: 'ignore',
    env: { ...(display ? onDisplay(display.name) : process.env), MILLRACE_BENCH: events },
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const told = (event) =>
    fs
      .readFileSync(events, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
      .filter((each) => each.event === event);
  const order = (name) => fs.writeFileSync(path.join(folder, name), String(Date.now()));
  let stallSpans = 0;
  return {
    pid: child.pid,
    order,
    told,
    watchStalls: () => order(`stalls-${++stallSpans}`),
    async firstChart() {
      const [chart] = await until(() => told('first chart'));
      return {
        chartMs: chart.at - startedAt,
        readMs: chart.at - chart.readAt,
        windowMs: told('window')[0].at - startedAt,
      };
    },
    async measure() {
      const count = told('measure').length;
      order(`measure-${count}`);
      return (await until(() => told('measure').slice(count)))[0];
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function until(look) {
  for (let i = 0; i < 600; i++) {
    const found = look();
    if (0 < found.length) return found;
    await sleep(50);
  }
  throw new Error('the app did not answer within 30 s; see whether it starts at all with npm start');
}

function report(name, values) {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const round = (value) => value.toFixed(value < 100 ? 1 : 0);
  const all = 1 < values.length ? `  (${values.map(round).join(', ')})` : '';
  console.log(`  ${name.padEnd(46)} ${round(median).padStart(8)}${all}`);
}
