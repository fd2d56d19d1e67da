'use strict';
// A window with nothing in it: what Electron costs before an app does anything.
const { app, BrowserWindow } = require('electron');

process.on('SIGTERM', () => app.exit(0));
app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900 }).loadURL('about:blank'));
