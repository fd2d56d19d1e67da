import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { partLines, runCommand, startCommand, temporaryFolder } from '../support/command.ts';

let remove: (() => void)[] = [];
afterEach(() => {
  for (const each of remove) each();
  remove = [];
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder(files);
  remove.push(folder.remove);
  return folder.path;
}

const generator = (rows: string, sinks: string): string => `
version: 1
name: test
sources:
  in: { type: generator, ${rows}seed: 1, columns: { n: { sequence: { start: 1, step: 1 } } } }
sinks:
${sinks}
`;
const ENDLESS_TO_FILE = generator('rate: 1000, ', '  keep: { type: file, inputs: [in], path: out, format: ndjson }');

describe('millrace run', () => {
  test('prints rows on standard output and nothing else there, and ends with 0', async () => {
    const folder = folderWith({ 'p.yaml': generator('rows: 3, ', '  out: { type: console, inputs: [in] }') });
    const { code, stdout, stderr } = await runCommand(['run', 'p.yaml'], folder);
    expect([code, stdout]).toEqual([0, '{"n":1}\n{"n":2}\n{"n":3}\n']);
    expect(stderr).toContain('in   source generator · out 3');
    expect(stderr).toContain('out  sink console · in 3');
    expect(stderr).toContain('finished: all sources have ended');
  });

  test('--for ends an endless pipeline gracefully: every row that was read is in the parts', async () => {
    const folder = folderWith({ 'p.yaml': ENDLESS_TO_FILE });
    const { code, stderr } = await runCommand(['run', 'p.yaml', '--for', '1s'], folder);
    const lines = partLines(path.join(folder, 'out'));
    expect([code, stderr.includes('stopped')]).toEqual([0, true]);
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.map((line) => (JSON.parse(line) as { n: number }).n)).toEqual(lines.map((_, i) => i + 1));
    expect(stderr).toContain(`keep  sink file · in ${lines.length.toLocaleString('en-US')}`);
    expect(readdirSync(path.join(folder, 'out')).filter((name) => name.includes('inprogress'))).toEqual([]);
  });

  test('an interrupt ends it gracefully, with 0', async () => {
    const folder = folderWith({ 'p.yaml': ENDLESS_TO_FILE });
    const command = startCommand(['run', 'p.yaml', '--set', 'settings.checkpoint.interval=100ms'], folder);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    command.child.kill('SIGINT');
    const { code, stderr } = await command.result;
    const lines = partLines(path.join(folder, 'out'));
    expect([code, stderr.includes(`in ${lines.length.toLocaleString('en-US')}`)]).toEqual([0, true]);
  });

  test('a second interrupt ends it at once, with 130, even when nobody reads its output', async () => {
    const folder = folderWith({ 'p.yaml': generator('', '  out: { type: console, inputs: [in] }') });
    const command = startCommand(['run', 'p.yaml'], folder, { readsOutput: false });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    command.child.kill('SIGINT');
    await command.hasSaid('stopping');
    command.child.kill('SIGINT');
    expect((await command.result).code).toBe(130);
  });

  test('whoever reads its output may leave: that is its end, not a failure', async () => {
    const folder = folderWith({ 'p.yaml': generator('', '  out: { type: console, inputs: [in] }') });
    const command = startCommand(['run', 'p.yaml'], folder, { readsOutput: false });
    command.child.stdout!.once('data', () => command.child.stdout!.destroy());
    expect((await command.result).code).toBe(0);
  });

  test('--set replaces values of the document before it is checked', async () => {
    const folder = folderWith({ 'p.yaml': generator('rows: 3, ', '  out: { type: console, inputs: [in] }') });
    const set = ['--set', 'sources.in.rows=2', '--set=sources.in.columns.n.sequence.start=10'];
    const good = await runCommand(['run', 'p.yaml', ...set], folder);
    const bad = await runCommand(['run', 'p.yaml', '--set', 'sources.in.rowz=2'], folder);
    expect([good.code, good.stdout]).toEqual([0, '{"n":10}\n{"n":11}\n']);
    expect([bad.code, bad.stderr.includes('unknown key "rowz", did you mean "rows"?')]).toEqual([2, true]);
  });

  test('a folder that cannot be written fails the pipeline, with 1 and a sentence that names it', async () => {
    const document = generator(
      'rows: 3, ',
      '  keep: { type: file, inputs: [in], path: /proc/nowhere, format: ndjson }',
    );
    const folder = folderWith({ 'p.yaml': document });
    const { code, stderr } = await runCommand(['run', 'p.yaml'], folder);
    expect(code).toBe(1);
    expect(stderr).toMatch(/sink "keep".*\/proc\/nowhere/);
  });

  test('a missing input file fails the pipeline, with 1 and its name', async () => {
    const text = `version: 1
name: t
sources: { in: { type: file, path: none.csv, format: csv, schema: { a: string } } }
sinks: { out: { type: console, inputs: [in] } }
`;
    const { code, stderr } = await runCommand(['run', 'p.yaml'], folderWith({ 'p.yaml': text }));
    expect([code, /source "in".*none\.csv/.test(stderr)]).toEqual([1, true]);
  });

  test.each([
    [['run'], 'name the FILE'],
    [['run', 'missing.yaml'], 'missing.yaml: cannot be read: no such file or folder'],
    [['run', 'p.yaml', '--fro', '1s'], 'unknown option "--fro"'],
    [['run', 'p.yaml', '--for', '30'], '"30" is no duration'],
    [['run', 'p.yaml', '--set', 'x'], 'is not of the form path=value'],
    [['run', 'p.yaml', '--from', 'x'], 'is not in this version yet'],
    [['rum'], 'unknown command "rum"'],
    [[], 'a command is missing'],
  ])('a wrong command line %j ends with 2 and says what is wrong', async (args, message) => {
    const folder = folderWith({ 'p.yaml': ENDLESS_TO_FILE });
    const { code, stdout, stderr } = await runCommand(args, folder);
    expect([code, stdout, stderr.includes(message)]).toEqual([2, '', true]);
  });
});

describe('millrace validate', () => {
  test('tells every problem of every document, each with file, line and column, and ends with 2', async () => {
    const bad =
      'version: 1\nname: x\nsources:\n  in: { type: system, intervall: 1s }\nsinks:\n  out: { type: console, inputs: [inn] }\n';
    const folder = folderWith({ 'bad.yaml': bad, 'good.yaml': ENDLESS_TO_FILE });
    const { code, stdout, stderr } = await runCommand(['validate', 'good.yaml', 'bad.yaml'], folder);
    expect([code, stdout]).toEqual([2, 'good.yaml: valid, 2 nodes\n']);
    expect(stderr).toMatch(/bad\.yaml:4:\d+: .*unknown key "intervall", did you mean "interval"\?/);
    expect(stderr).toMatch(/bad\.yaml:6:\d+: .*inn.*did you mean "in"/);
    expect(stderr).toContain('2 problems');
  });
});

describe('millrace with this machine', () => {
  test('rows of the sensors that pass are exactly the rows that are recorded', async () => {
    const text = `version: 1
name: health
sources: { sensors: { type: system, interval: 200ms } }
sinks:
  keep: { type: file, inputs: [sensors], path: out, format: csv }
`;
    const folder = folderWith({ 'p.yaml': text });
    const { code, stderr } = await runCommand(['run', 'p.yaml', '--for', '2s'], folder);
    const [header, ...rows] = partLines(path.join(folder, 'out'));
    const manifest = JSON.parse(readFileSync(path.join(folder, 'out', 'manifest.json'), 'utf8')) as {
      rows: number;
      state: string;
    };
    expect([code, header]).toEqual([0, 'ts,host,metric,entity,value,unit']);
    expect(stderr).toContain(`keep     sink file · in ${rows.length.toLocaleString('en-US')}`);
    expect([manifest.rows, manifest.state]).toEqual([rows.length, 'complete']);
    expect(new Set(rows.map((row) => row.split(',')[2]))).toContain('system.cpu.utilization');
  });

  test('a second run into the same folder adds parts and overwrites none', async () => {
    const keep = '  keep: { type: file, inputs: [in], path: out, format: ndjson }';
    const folder = folderWith({ 'p.yaml': generator('rows: 3, ', keep) });
    await runCommand(['run', 'p.yaml'], folder);
    await runCommand(['run', 'p.yaml'], folder);
    expect(partLines(path.join(folder, 'out'))).toEqual([1, 2, 3, 1, 2, 3].map((n) => `{"n":${n}}`));
  });
});
