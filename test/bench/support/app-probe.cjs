'use strict';
// Loaded into the app's main process before the app (`electron -r`): sees what only that process can see, and
// writes it as JSON lines to the file that MILLRACE_BENCH names. Files beside it are orders: `hide`, `measure-1`, `measure-2`, …
const { monitorEventLoopDelay } = require('node:perf_hooks');
const fs = require('node:fs');
const path = require('node:path');
const v8 = require('node:v8');
const { app, BrowserWindow, ipcMain } = require('electron');

const out = process.env.MILLRACE_BENCH;
const tell = (event, more = {}) => fs.appendFileSync(out, `${JSON.stringify({ event, at: Date.now(), ...more })}\n`);

let sentBytes = 0;
let sentMessages = 0;
let drawn = 0;

const handle = ipcMain.handle.bind(ipcMain);
ipcMain.handle = (channel, listener) =>
  handle(channel, (event, ...args) => {
    if (channel === 'frameDrawn' && ++drawn === 1) tell('first chart');
    return listener(event, ...args);
  });

app.on('web-contents-created', (_, contents) => {
  const send = contents.send.bind(contents);
  contents.send = (channel, ...args) => {
    sentMessages++;
    sentBytes += v8.serialize(args).byteLength;
    send(channel, ...args);
  };
});
app.on('browser-window-created', (_, window) => window.once('show', () => tell('window')));

const stalls = monitorEventLoopDelay({ resolution: 5 });
stalls.enable();

const done = new Set();
fs.watch(path.dirname(out), (_, name) => {
  // An order is a new file, told of more than once.
  if (done.has(name)) return;
  done.add(name);
  const [window] = BrowserWindow.getAllWindows();
  if (name === 'hide') window?.hide();
  if (!name?.startsWith('measure')) return;
  tell('measure', {
    sentBytes,
    sentMessages,
    stallP99Ms: stalls.percentile(99) / 1e6,
    stallMaxMs: stalls.max / 1e6,
    processes: app.getAppMetrics().map(({ pid, type }) => ({ pid, type })),
  });
  stalls.reset();
});
