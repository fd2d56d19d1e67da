import { spawn } from 'node:child_process';
import { root } from './paths.mjs';
import { SetupFault } from './say.mjs';

/**
 * @typedef {object} Ended
 * @property {number} code exit code; 1 when the command could not start or a signal ended it
 * @property {string} output everything it wrote, both streams in the order of arrival
 * @property {string} stdout
 */

/**
 * Runs a command to its end and gives what it wrote.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { onStart?: (pid: number) => void, timeoutMs?: number }} [options]
 * @returns {Promise<Ended>}
 */
export function run(command, args, { onStart, timeoutMs = 0, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      ...options,
    });
    /** @type {string[]} */
    const all = [];
    /** @type {string[]} */
    const out = [];
    child.stdout?.setEncoding('utf8').on('data', (text) => (all.push(text), out.push(text)));
    child.stderr?.setEncoding('utf8').on('data', (text) => all.push(text));
    child.on('error', (error) => resolve({ code: 1, output: `${command}: ${error.message}\n`, stdout: '' }));
    child.on('close', (code, signal) => {
      if (signal) all.push(`${command} was ended by ${signal}\n`);
      resolve({ code: code ?? 1, output: all.join(''), stdout: out.join('') });
    });
    if (child.pid !== undefined) onStart?.(child.pid);
  });
}

/**
 * Runs a command that must succeed, and gives its standard output.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export async function must(command, args, options) {
  const ended = await run(command, args, options);
  if (ended.code === 0) return ended.stdout;
  const tail = ended.output.trim().split('\n').slice(-30).join('\n');
  throw new SetupFault(`${command} ${args.join(' ')}\nended with code ${ended.code}:\n${tail}`);
}

/**
 * How to call npm: the one that runs this script if there is one, else the one on the path.
 * @param {readonly string[]} args
 * @returns {[command: string, args: readonly string[]]}
 */
export function npm(args) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js')) return [process.execPath, [cli, ...args]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', args];
}
