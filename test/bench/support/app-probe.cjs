'use strict';
// Loaded into the app's main process before the app (`electron -r`): sees what only that process can see, and
// writes it as JSON lines to the file that MILLRACE_BENCH names. Files beside it are orders: `hide`, `stalls-1`, `latency-1`, `measure-1`, …
const fs = require('node:fs');
const path = require('node:path');
const v8 = require('node:v8');
const { app, BrowserWindow, ipcMain } = require('electron');

const out = process.env.MILLRACE_BENCH;
const tell = (event, more = {}) => fs.appendFileSync(out, `${JSON.stringify({ event, at: Date.now(), ...more })}\n`);

let sentBytes = 0;
let sentMessages = 0;
let drawn = 0;
/** By number, the frames that are on their way: when they were sent, and the time of the newest reading of each series. */
const onTheWay = new Map();
let frames = [];

const handle = ipcMain.handle.bind(ipcMain);
ipcMain.handle = (channel, listener) =>
  handle(channel, (event, ...args) => {
    if (channel === 'frameDrawn') {
      const frame = onTheWay.get(args[0]);
      onTheWay.delete(args[0]);
      if (++drawn === 1) tell('first chart', { readAt: Math.max(0, ...(frame?.readAt ?? [])) });
      if (frame !== undefined) frames.push({ ...frame, answeredAt: Date.now() });
    }
    return listener(event, ...args);
  });

app.on('web-contents-created', (_, contents) => {
  const send = contents.send.bind(contents);
  contents.send = (channel, ...args) => {
    sentMessages++;
    if (channel === 'frame')
      onTheWay.set(args[0].sequence, { sentAt: Date.now(), readAt: args[0].series.map(({ times }) => times.at(-1)) });
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

/** Of each series in each frame: how long after its reading it was sent to the page, and drawn. */
async function latencies(contents) {
  const drawnAt = await contents.executeJavaScript('window.drawnAt');
  return frames.flatMap(({ sentAt, answeredAt, readAt }) => {
    const drawn = drawnAt.filter((at) => sentAt <= at && at <= answeredAt + 1).at(-1);
    return drawn === undefined ? [] : readAt.map((at) => ({ sentMs: sentAt - at, drawnMs: drawn - at }));
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
