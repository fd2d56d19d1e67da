'use strict';
// Loaded into the app's main process before the app (`electron -r`): sees what only that process can see, and
// writes it as JSON lines to the file that MILLRACE_BENCH names. Files beside it are orders: `hide`, `stalls-1`, `latency-1`, `measure-1`, …
const fs = require('node:fs');
const path = require('node:path');
const threads = require('node:worker_threads');
const v8 = require('node:v8');
const { app, BrowserWindow, ipcMain } = require('electron');

const out = process.env.MILLRACE_BENCH;
const tell = (event, more = {}) => fs.appendFileSync(out, `${JSON.stringify({ event, at: Date.now(), ...more })}\n`);

let sentBytes = 0;
let sentMessages = 0;
let drawn = 0;
/** By number, the frames that are on their way: when they were sent, and of each series the time of its newest reading and when its row came. */
const onTheWay = new Map();
let frames = [];

/** When the newest row of each series came out of its sensor. */
const cameAt = new Map();
const nameOf = (sink, series) => `${sink}\0${series}`;

// A pipeline's thread says of its points when they came.
threads.Worker = class extends threads.Worker {
  constructor(file, options = {}) {
    super(path.join(__dirname, 'app-probe-thread.cjs'), { ...options, argv: [file] });
    this.on('message', ({ type, points, cameAt: at }) => {
      if (type !== 'points') return;
      for (const { sink, series } of points) for (const each of series) cameAt.set(nameOf(sink, each.series), at);
    });
  }
};

const rowOf = ({ chart, series, times }) => ({
  readAt: times.at(-1),
  cameAt: cameAt.get(nameOf(chart.slice(chart.indexOf('/') + 1), series)),
});

const handle = ipcMain.handle.bind(ipcMain);
ipcMain.handle = (channel, listener) =>
  handle(channel, (event, ...args) => {
    if (channel === 'frameDrawn') {
      const frame = onTheWay.get(args[0]);
      onTheWay.delete(args[0]);
      if (++drawn === 1)
        tell('first chart', { readAt: Math.max(0, ...(frame?.rows ?? []).map(({ readAt }) => readAt)) });
      if (frame !== undefined) frames.push({ ...frame, answeredAt: Date.now() });
    }
    return listener(event, ...args);
  });

app.on('web-contents-created', (_, contents) => {
  const send = contents.send.bind(contents);
  contents.send = (channel, ...args) => {
    sentMessages++;
    if (channel === 'frame') onTheWay.set(args[0].sequence, { sentAt: Date.now(), rows: args[0].series.map(rowOf) });
    sentBytes += v8.serialize(args).byteLength;
    send(channel, ...args);
  };
});
app.on('browser-window-created', (_, window) => window.once('show', () => tell('window')));

// Looking for stalls wakes the process two hundred times a second, which costs more than the app does: only while asked to.
const STALLS_EVERY_MS = 5;
let stalls = [];
let stallTimer;

function watchStalls() {
  let expected = performance.now() + STALLS_EVERY_MS;
  let ran = ranMs();
  stallTimer = setInterval(() => {
    const now = ranMs();
    stalls.push({ lateMs: performance.now() - expected, ranMs: now - ran });
    ran = now;
    expected = performance.now() + STALLS_EVERY_MS;
  }, STALLS_EVERY_MS);
}

/** Has the page note when each of its drawings was done. */
function watchLatency(contents) {
  frames = [];
  const script = `{
    const ask = window.requestAnimationFrame.bind(window);
    window.drawnAt = [];
    window.requestAnimationFrame = (run) => ask((now) => {
      run(now);
      window.drawnAt.push(performance.timeOrigin + performance.now());
    });
  }`;
  void contents.executeJavaScript(script);
}

/** Of each series in each frame: how long after the second that it is for its row came, and how long after that it was sent to the page, and drawn. */
async function latencies(contents) {
  const drawnAt = await contents.executeJavaScript('window.drawnAt');
  return frames.flatMap(({ sentAt, answeredAt, rows }) => {
    const drawn = drawnAt.filter((at) => sentAt <= at && at <= answeredAt + 1).at(-1);
    if (drawn === undefined) return [];
    return rows.map(({ readAt, cameAt: at }) => ({
      cameMs: at - readAt,
      sentMs: sentAt - at,
      drawnMs: drawn - at,
      allMs: drawn - readAt,
    }));
  });
}

/** CPU time of the main thread alone so far: the others of the process, which read sensors and compile, keep nobody waiting. */
function ranMs() {
  return Number(fs.readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}

/** The 99th percentile and the highest of the delays, and the most CPU time that the main thread took within one of them. */
function stallsSeen() {
  const late = stalls.map(({ lateMs }) => lateMs).sort((a, b) => a - b);
  const p99Ms = late[Math.floor(late.length * 0.99)] ?? 0;
  return { p99Ms, maxMs: late.at(-1) ?? 0, ranMaxMs: Math.max(0, ...stalls.map(({ ranMs }) => ranMs)) };
}

const done = new Set();
fs.watch(path.dirname(out), (_, name) => {
  // An order is a new file, told of more than once.
  if (done.has(name)) return;
  done.add(name);
  const [window] = BrowserWindow.getAllWindows();
  if (name === 'hide') window?.hide();
  if (name?.startsWith('stalls')) watchStalls();
  if (name?.startsWith('latency')) watchLatency(window.webContents);
  if (name?.startsWith('drawn')) void latencies(window.webContents).then((found) => tell('drawn', { found }));
  if (!name?.startsWith('measure')) return;
  tell('measure', {
    sentBytes,
    sentMessages,
    stalls: stallsSeen(),
    processes: app.getAppMetrics().map(({ pid, type }) => ({ pid, type })),
  });
  clearInterval(stallTimer);
  stalls = [];
});
