// What drawing costs: the built page in Chromium without a graphics card, 100 series on 12 charts, 10 updates a second; then
// whether its memory grows over hours of readings. `npm run bench -- charts [seconds]`, 20 by default.
/* global window, requestAnimationFrame */
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { inRoot } from '../../build/setup/paths.mjs';

const CHARTS = 12;
const SERIES = 100;
const PERIOD_MS = 100;
const SETTLE_MS = 4_000;
const LIMIT_MS = 33.4;
const HOURS = 3;
const seconds = Number(process.argv[2] ?? 20);
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

const server = http.createServer((request, response) => {
  const name = request.url === '/' ? 'index.html' : path.normalize(request.url ?? '');
  fs.readFile(path.join(inRoot('out', 'renderer'), name), (error, body) => {
    if (error) return response.writeHead(404).end();
    return response.writeHead(200, { 'Content-Type': TYPES[path.extname(name)] ?? 'text/plain' }).end(body);
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const browser = await chromium.launch({
  executablePath: process.env.MILLRACE_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 1400 } });
const trouble = [];
page.on('pageerror', (error) => trouble.push(error.message));
await page.addInitScript(installMachine, { charts: CHARTS, series: SERIES });
await page.goto(`http://127.0.0.1:${server.address().port}/`);
await page
  .getByRole('application')
  .nth(CHARTS - 1)
  .waitFor();
await page.evaluate((periodMs) => window.machine.run(periodMs), PERIOD_MS);
await sleep(SETTLE_MS);
console.log(
  `charts · Chromium ${browser.version()}, software rendering · ${os.cpus()[0].model}, ${os.cpus().length} cores · load ${os.loadavg()[0].toFixed(1)}`,
);

const { frames, updates } = await page.evaluate((ms) => window.machine.measure(ms), seconds * 1000);
frames.sort((a, b) => a - b);
const at = (share) => frames[Math.min(frames.length - 1, Math.floor(share * frames.length))] ?? NaN;
report('updates a second that the page has taken in', updates / seconds);
report('frame to frame, p50, ms', at(0.5));
report('frame to frame, p99, ms', at(0.99));
report('frame to frame, longest, ms', at(1));
report(`frames over 33 ms, of ${frames.length}`, frames.filter((each) => LIMIT_MS < each).length);
const { draws } = await page.evaluate((ms) => window.machine.measureDraws(ms), (seconds * 1000) / 2);
draws.sort((a, b) => a - b);
report('script of a frame that draws, p50, ms', draws[Math.floor(draws.length / 2)] ?? NaN);
report('script of a frame that draws, longest, ms', draws.at(-1) ?? NaN);

await page.evaluate(() => window.machine.stop());
const session = await page.context().newCDPSession(page);
for (let hour = 1; hour <= HOURS; hour++) {
  await page.evaluate(() => window.machine.skipHour());
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  report(`memory of the page after ${hour} more h of readings, MiB`, usedSize / 2 ** 20);
}
await browser.close();
server.close();
if (0 < trouble.length) throw new Error(trouble.join('\n'));

function report(name, value) {
  console.log(`  ${name.padEnd(52)} ${value.toFixed(value % 1 === 0 ? 0 : 1).padStart(8)}`);
}

/** A main process that tells one reading of every series ten times a second. Runs inside of the page. */
function installMachine({ charts: chartCount, series: seriesCount }) {
  const listeners = new Map();
  const charts = Array.from({ length: chartCount }, (_one, i) => {
    return { id: `p/chart-${i}`, pipeline: 'p', title: `Chart ${i + 1}`, unit: '1', isTime: true, metrics: ['m'] };
  });
  let time = Date.now() - 300_000;
  const points = (count, stepMs) => {
    const times = Float64Array.from({ length: count }, (_one, i) => time + (i + 1) * stepMs);
    time += count * stepMs;
    return Array.from({ length: seriesCount }, (_one, s) => ({
      chart: `p/chart-${s % chartCount}`,
      series: `series ${s}`,
      unit: null,
      times,
      values: times.map((at) => 0.5 + 0.3 * Math.sin(at / (20_000 + 900 * s)) + 0.05 * Math.sin(at * (s + 1))),
    }));
  };
  // Two alerts, whose levels are on every chart.
  const rule = (level) => ({
    id: `over-${level}`,
    rule: { name: 'Busy', metric: 'm', entity: null, comparison: 'over', level, clear: 0, forSeconds: 10 },
    ...{ state: 'normal', message: '', sensors: [], mutedUntil: null, passedOver: 0, isReplay: false },
  });
  const history = points(3000, 100);
  const status = { id: 'p', name: 'P', description: '', state: { kind: 'running', since: time }, nodes: [] };
  const start = {
    ...{ language: 'en', charts, recordings: [], cost: null, dashboards: null, history, absent: [], edited: [] },
    pipelines: [{ ...status, recording: null, checkpoints: [] }],
    ...{
      alerts: { alerts: [rule(0.85), rule(0.9)], metrics: [{ metric: 'm', unit: '1' }] },
      alertHistory: [],
      place: null,
    },
    settings: {
      settings: {
        ...{
          language: 'en',
          theme: 'dark',
          temperature: 'Cel',
          sizes: 'usual',
          network: 'bytes',
          clock: '24',
          budget: null,
        },
        ...{ recordingsFolder: null, closeToTray: false, startAtLogin: false, startHidden: false },
      },
      ...{ language: 'en', recordingsFolder: '', hasTray: false },
    },
  };
  let sequence = 0;
  let drawn = 0;
  let updates = 0;
  let timer = 0;
  const send = (count, stepMs) => {
    sequence++;
    for (const listener of listeners.get('frame') ?? [])
      listener({ sequence, series: points(count, stepMs), dropped: 0 });
  };
  window.bridge = {
    async request(name, ...args) {
      if (name === 'frameDrawn') drawn = args[0];
      return {
        ok: true,
        value: name === 'openPage' ? start : name === 'listEvents' ? [] : null,
      };
    },
    listen(name, listener) {
      listeners.set(name, [...(listeners.get(name) ?? []), listener]);
      return () => undefined;
    },
  };
  const eachFrame = (ms, note) =>
    new Promise((resolve) => {
      const until = performance.now() + ms;
      const step = (now) => {
        note(now);
        if (now < until) requestAnimationFrame(step);
        else resolve(undefined);
      };
      requestAnimationFrame(step);
    });
  window.machine = {
    run(periodMs) {
      let sentTo = time;
      timer = setInterval(() => {
        // At most one frame is on its way; what waits goes along with the next.
        if (sequence !== drawn) return;
        const count = Math.floor((Date.now() - sentTo) / periodMs);
        if (count === 0) return;
        send(count, periodMs);
        sentTo += count * periodMs;
        updates += count;
      }, periodMs);
    },
    stop: () => clearInterval(timer),
    async measure(ms) {
      const frames = [];
      let last = NaN;
      updates = 0;
      await eachFrame(ms, (now) => {
        if (!Number.isNaN(last)) frames.push(now - last);
        last = now;
      });
      return { frames, updates };
    },
    /** From the beginning of a frame to the moment in which its scripts are done, where it drew. */
    async measureDraws(ms) {
      const draws = [];
      let before = drawn;
      await eachFrame(ms, (now) => {
        queueMicrotask(() => undefined);
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          if (drawn !== before) draws.push(performance.now() - now);
          before = drawn;
        };
        channel.port2.postMessage(0);
      });
      return { draws };
    },
    async skipHour() {
      for (let minute = 0; minute < 60; minute++) {
        send(60, 1000);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}
