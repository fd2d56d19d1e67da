import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { partLines, runCommand, startCommand, temporaryFolder } from '../support/command.ts';

const documentOf = ({ rate = 'rate: 2000, ', mode = 'exactly_once', interval = '100ms' } = {}): string => `
version: 1
name: Saved
settings: { checkpoint: { interval: ${interval}, mode: ${mode} } }
sources:
  in: { type: generator, rows: 4000, ${rate}seed: 1, event_time: { column: at }, columns: { n: { sequence: { start: 0, step: 1 } }, at: { time: { start: 0, step: 10ms } } } }
operators:
  sums: { type: window, inputs: [in], window: { type: tumbling, size: 10s }, aggregate: { n: count(*), last: last(n) } }
sinks:
  keep: { type: file, inputs: [sums], path: out, format: ndjson }
`;

let folder: ReturnType<typeof temporaryFolder>;
let undisturbed: readonly string[];
beforeEach(async () => {
  folder = temporaryFolder();
  write(documentOf({ rate: '' }));
  await run();
  undisturbed = lines();
  rmSync(path.join(folder.path, 'out'), { recursive: true });
  write(documentOf());
});
afterEach(() => folder.remove());

const write = (text: string): void => writeFileSync(path.join(folder.path, 'p.yaml'), text);
const run = (...args: readonly string[]) => runCommand(['run', 'p.yaml', ...args], folder.path);
const lines = (): string[] => partLines(path.join(folder.path, 'out'));
const saved = (): string[] => readdirSync(path.join(folder.path, 'saved')).sort();

describe('millrace run --savepoint', { timeout: 60_000 }, () => {
  test.each(['exactly_once', 'at_least_once', 'none'])(
    'leaves what it stopped with where another run starts from it, without windows that are open, in mode %s',
    async (mode) => {
      write(documentOf({ mode }));
      const { code, stderr } = await run('--savepoint', 'saved', '--for', '700ms');
      const [name] = saved();
      expect([code, stderr.includes(`savepoint: ${path.join(folder.path, 'saved', name!)}`)]).toEqual([0, true]);
      const before = lines();
      expect(before).toEqual(undisturbed.slice(0, before.length));
      const second = await run('--from', `saved/${name!}`);
      expect([second.code, lines()]).toEqual([0, undisturbed]);
    },
  );

  test('takes one each time it is sent SIGUSR2 while it goes on, and none takes the place of another', async () => {
    mkdirSync(path.join(folder.path, 'saved', 'savepoint-1'), { recursive: true });
    write(documentOf({ interval: '1h', rate: 'rate: 500, ' }));
    const command = startCommand(['run', 'p.yaml', '--savepoint', 'saved'], folder.path);
    await expect.poll(() => existsSync(path.join(folder.path, 'out')), { timeout: 10_000 }).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 500));
    command.child.kill('SIGUSR2');
    await command.hasSaid('savepoint: ');
    command.child.kill('SIGTERM');
    const { code } = await command.result;
    expect([code, saved()]).toEqual([0, ['savepoint-1', 'savepoint-1-2', 'savepoint-2']]);
    const before = lines().length;
    write(documentOf({ rate: '' }));
    // From the earlier one: what the files got after it is cut off, and comes again.
    const second = await run('--from', 'saved/savepoint-1-2');
    expect([second.code, before < undisturbed.length, lines()]).toEqual([0, true, undisturbed]);
  });

  test('says so where there is nothing to go on with, and leaves none', async () => {
    write(documentOf({ rate: '' }));
    const { code } = await run('--savepoint', 'saved');
    expect([code, existsSync(path.join(folder.path, 'saved'))]).toEqual([0, false]);
  });

  test('fails where the savepoint cannot be written, naming it, and the files are whole', async () => {
    writeFileSync(path.join(folder.path, 'saved'), 'a file');
    const { code, stderr } = await run('--savepoint', 'saved', '--for', '500ms');
    expect([code, stderr]).toEqual([1, expect.stringContaining(path.join(folder.path, 'saved'))]);
    expect(lines()).toEqual(undisturbed.slice(0, lines().length));
  });

  test.each(['exactly_once', 'none'])(
    'with --state, the next run goes on where this one stopped also where its savepoint could not be written, in mode %s',
    async (mode) => {
      write(documentOf({ mode }));
      writeFileSync(path.join(folder.path, 'saved'), 'a file');
      const first = await run('--state', 'state', '--savepoint', 'saved', '--for', '700ms');
      const second = await run('--state', 'state');
      expect([first.code, second.code, lines()]).toEqual([1, 0, undisturbed]);
    },
  );

  test('with --state, the next run goes on exactly where this one stopped', async () => {
    await run('--savepoint', 'saved', '--state', 'state', '--for', '700ms');
    const kept = readdirSync(path.join(folder.path, 'state'));
    expect([saved().length, kept.every((name) => name.startsWith('chk-'))]).toEqual([1, true]);
    const second = await run('--state', 'state');
    expect([second.code, lines()]).toEqual([0, undisturbed]);
  });
});
