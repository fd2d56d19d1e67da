import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { inRoot, isRoot, root } from '../setup/paths.mjs';
import { isNoise, lines } from './noise.mjs';

/** Everything that Chromium and the app wrote on standard error at the last start. */
export const logFile = inRoot('out', 'electron.log');

/** Switches that depend on who starts it and where. @param {import('./runtime.mjs').Runtime} runtime */
export function switchesFor(runtime) {
  const isWaylandOnly = process.platform === 'linux' && !process.env.DISPLAY && Boolean(process.env.WAYLAND_DISPLAY);
  return [
    // Chromium refuses to run its sandbox as root.
    ...(process.platform === 'linux' && isRoot ? ['--no-sandbox'] : []),
    ...(isWaylandOnly && runtime.source !== 'official' ? ['--ozone-platform=wayland'] : []),
  ];
}

/**
 * Starts the app of this checkout; signals go on to it.
 * @param {import('./runtime.mjs').Runtime} runtime
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ child: import('node:child_process').ChildProcess, ended: Promise<number> }} the app's exit code, or 128 and its signal
 */
export function launch(runtime, args, env) {
  const child = spawn(runtime.exe, [...switchesFor(runtime), root, ...args], {
    stdio: ['inherit', 'inherit', 'pipe'],
    env,
  });
  const log = fs.createWriteStream(logFile);
  const heard = lines((line) => {
    log.write(`${line}\n`);
    if (!isNoise(line)) process.stderr.write(`${line}\n`);
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => heard.add(text));
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => void child.kill(signal);
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, pass);
  const ended = new Promise((/** @type {(code: number) => void} */ resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      heard.end();
      log.end();
      for (const name of signals) process.off(name, pass);
      resolve(code ?? 128 + (signal ? os.constants.signals[signal] : 0));
    });
  });
  return { child, ended };
}
