import { spawn } from 'node:child_process';
import { SetupFault } from '../setup/say.mjs';

const SCREEN = '1440x900x24';

/**
 * Starts a virtual screen for the windows of tests and of machines without one.
 * The X server picks a free number itself, so that several can start at once.
 * @param {{ uid?: number, gid?: number }} [user] who may open windows on it: this user, unless told
 * @returns {Promise<{ name: string, stop: () => void }>} `name` is for DISPLAY
 */
export function openVirtualDisplay(user = {}) {
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], ...user });
  let trouble = '';
  server.stderr?.on('data', (text) => (trouble += text));
  const stop = () => void server.kill();
  process.once('exit', stop);
  return new Promise((resolve, reject) => {
    server.on('error', (error) => reject(new SetupFault(`Xvfb, the virtual screen, does not start: ${error.message}`)));
    server.on('exit', (code) =>
      reject(new SetupFault(`Xvfb, the virtual screen, ended with code ${code}: ${trouble}`)),
    );
    server.stdio[3]?.once('data', (number) => resolve({ name: `:${String(number).trim()}`, stop }));
  });
}

/** The environment of a program that shows its windows on `display` only. @param {string} display */
export function onDisplay(display) {
  const { WAYLAND_DISPLAY: _wayland, XAUTHORITY: _authority, ...env } = process.env;
  return { ...env, DISPLAY: display };
}
