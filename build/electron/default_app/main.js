'use strict';
// Stands in for the starter that an official Electron has: `electron [-r module]… [switches] <app folder>`.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { app } = require('electron');

const { target, preloads } = readArguments(process.argv.slice(1));
if (target === undefined) {
  console.error('Usage: electron [-r module] [switches] <app folder>');
  process.exit(64);
}

const { folder, main } = describe(path.resolve(target));
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
app.setAppPath(folder);
if (0 < preloads.length) Module._preloadModules(preloads.map((file) => path.resolve(file)));
Module._load(main, Module, true);

/** The app is the first argument that is no switch; what follows it is the app's own. */
function readArguments(args) {
  const preloads = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--version' || args[i] === '-v') {
      console.log(`v${process.versions.electron}`);
      process.exit(0);
    } else if (args[i] === '-r' || args[i] === '--require') preloads.push(args[++i]);
    else if (args[i].startsWith('--require=')) preloads.push(args[i].slice('--require='.length));
    else if (!args[i].startsWith('-')) return { target: args[i], preloads };
  }
  return { target: undefined, preloads };
}

/** Tells Electron the app's name, version and desktop entry, and gives its folder and main file. */
function describe(target) {
  if (!fs.statSync(target).isDirectory() && !target.endsWith('.asar'))
    return { folder: path.dirname(target), main: target };
  const about = JSON.parse(fs.readFileSync(path.join(target, 'package.json'), 'utf8'));
  app.setName(about.productName || about.name);
  if (about.version) app.setVersion(about.version);
  if (process.platform === 'linux') app.setDesktopName(about.desktopName || `${app.name}.desktop`);
  return { folder: target, main: path.join(target, about.main || 'index.js') };
}
