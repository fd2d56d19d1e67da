import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path, { join, resolve } from 'node:path';

const MILLRACE = resolve('out/cli/millrace.cjs');

/** The broker that the tests were started with. */
export const BROKER = process.env['KAFKA_PLAIN'] ?? '';
export const SASL_BROKER = process.env['KAFKA_SASL'] ?? '';
/** Where it is reached encrypted, and the PEM file of who vouches for it. */
export const TLS = { broker: process.env['KAFKA_TLS'] ?? '', ca: process.env['KAFKA_CA'] ?? '' };

/** The other versions of Node that the command has to run on. */
export const OTHER_NODES = (process.env['OTHER_NODES'] ?? '').split(path.delimiter).filter((exe) => exe !== '');

let topics = 0;
/** The name of a topic that is new. */
export const newTopic = (): string => `rows-${process.pid}-${++topics}`;

export interface Ended {
  readonly code: number | null;
  readonly errors: string;
}

/** Runs `document` in `folder`, and kills it at once after `killMs`, where that is given. */
export function run(
  folder: string,
  document: string,
  { killMs = 0, environment = {}, node = process.execPath } = {},
): Promise<Ended> {
  const file = join(folder, `${/name: (\S+)/.exec(document)![1]!}.yaml`);
  writeFileSync(file, document);
  const args = [MILLRACE, 'run', file, '--state', `${file}.state`];
  const child = spawn(node, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const timer = killMs === 0 ? undefined : setTimeout(() => child.kill('SIGKILL'), killMs);
  let errors = '';
  child.stderr.on('data', (text) => (errors += String(text)));
  return new Promise((ended) => {
    child.once('close', (code) => {
      clearTimeout(timer);
      ended({ code, errors });
    });
  });
}

/** The rows of the part files in `folder`. */
export function rowsIn(folder: string): Record<string, unknown>[] {
  const parts = readdirSync(folder).filter((name) => name.startsWith('part-'));
  const lines = parts.flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'));
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
}
