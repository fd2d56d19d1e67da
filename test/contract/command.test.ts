import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  hasTerminal,
  partLines,
  runCommand,
  runOnTerminal,
  startCommand,
  temporaryFolder,
} from '../support/command.ts';

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

  test('what a notification sink tells stands on standard error, without what the environment holds', async () => {
    const sink = '  warn: { type: notification, inputs: [in], title: "{n} on ${HOST_NAME}", body: "see {{}}" }';
    const folder = folderWith({ 'p.yaml': generator('rows: 2, ', sink) });
    const environment = { HOST_NAME: 'hunter2-or-not' };
    const { code, stdout, stderr } = await startCommand(['run', 'p.yaml'], folder, { environment }).result;
    expect([code, stdout, stderr.split('\n').slice(0, 2)]).toEqual([
      0,
      '',
      ['notification warn: 1 on ${HOST_NAME}; see {}', 'notification warn: 2 on ${HOST_NAME}; see {}'],
    ]);
  });

  test('a value of the environment stays out of what it says, also where only --set takes it', async () => {
    const folder = folderWith({ 'p.yaml': ENDLESS_TO_FILE, 'hunter2-or-not': '' });
    const set = ['--set', 'sinks.keep.path=${SECRET}', '--set', 'settings.restart.strategy=none'];
    const started = startCommand(['run', 'p.yaml', ...set], folder, { environment: { SECRET: 'hunter2-or-not' } });
    const { code, stderr } = await started.result;
    expect([code, stderr.includes('${SECRET}'), stderr.includes('hunter2')]).toEqual([1, true, false]);
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

  test('a file is followed until --for is over, its windows close while it is idle, and what is in it by then is kept', async () => {
    const rows = (from: number): string =>
      [0, 1].map((i) => `{"ts":"2026-01-01T00:00:0${from + i}Z","n":${from + i}}\n`).join('');
    const folder = folderWith({
      'in.ndjson': rows(0),
      'p.yaml': `
version: 1
name: test
sources:
  in:
    type: file
    path: in.ndjson
    format: ndjson
    schema: { ts: timestamp, n: bigint }
    follow: true
    event_time: { column: ts, idle_timeout: 1s }
operators:
  sums: { type: window, inputs: [in], key: [], window: { type: tumbling, size: 2s }, aggregate: { s: sum(n) } }
sinks:
  out: { type: console, inputs: [sums] }
`,
    });
    const command = startCommand(['run', 'p.yaml', '--for', '4s'], folder);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    writeFileSync(path.join(folder, 'in.ndjson'), rows(2) + rows(4), { flag: 'a' });
    const { code, stdout } = await command.result;
    const sums = stdout.split('\n').filter((line) => line !== '');
    expect([code, sums.slice(0, 2).map((line) => (JSON.parse(line) as { s: number }).s)]).toEqual([0, [1, 5]]);
    // It runs for four seconds by itself.
  }, 15_000);

  test('a value from the environment is in no message, rejected row or file of a run, not even of one that fails', async () => {
    const document = (sink: string): string => `
version: 1
name: test
sources:
  in: { type: generator, rows: 3, columns: { n: { sequence: { start: 1, step: 1 } } } }
operators:
  cast: { type: filter, inputs: [in], where: "CAST('\${CANARY}' AS BIGINT) = n", rejects: rejects.ndjson }
sinks:
  keep: { type: file, inputs: [in], path: "${sink}", format: ndjson }
  none: { type: discard, inputs: [cast] }
`;
    const folder = folderWith({ 'good.yaml': document('out'), 'bad.yaml': document('a-${CANARY}/b'), 'a-zQ7Xw9': '' });
    const environment = { CANARY: 'zQ7Xw9' };
    const good = await startCommand(['run', 'good.yaml'], folder, { environment }).result;
    const bad = await startCommand(['run', 'bad.yaml'], folder, { environment }).result;
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = files.map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), 'utf8'));
    expect([
      good.code,
      bad.code,
      [good.stdout, good.stderr, bad.stdout, bad.stderr, ...texts].join('').includes('zQ7'),
    ]).toEqual([0, 1, false]);
    expect(good.stderr).toContain('row rejected');
    expect(bad.stderr).toContain('a-${CANARY}/b/manifest.json (a part of the path is not a folder)');
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it gracefully, with 0, and says so first', async (signal) => {
    const folder = folderWith({ 'p.yaml': ENDLESS_TO_FILE });
    const command = startCommand(['run', 'p.yaml', '--set', 'settings.checkpoint.interval=100ms'], folder);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    command.child.kill(signal);
    const { code, stderr } = await command.result;
    const lines = partLines(path.join(folder, 'out'));
    expect([code, stderr]).toEqual([
      0,
      'stopping: what was read is being committed (Ctrl-C ends it at once)\n' +
        `  in    source generator · out ${lines.length.toLocaleString('en-US')}\n` +
        `  keep  sink file · in ${lines.length.toLocaleString('en-US')}\n` +
        'stopped\n',
    ]);
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

  test('whoever reads its progress may leave: it goes on to its end', async () => {
    const folder = folderWith({ 'p.yaml': ENDLESS_TO_FILE });
    const command = startCommand(['run', 'p.yaml', '--for', '1s'], folder);
    command.child.stderr!.destroy();
    const { code } = await command.result;
    expect([code, partLines(path.join(folder, 'out')).length > 100]).toEqual([0, true]);
  });

  test('in a log, progress comes as whole lines, the first after some seconds', async () => {
    const folder = folderWith({ 'p.yaml': ENDLESS_TO_FILE });
    const { stderr } = await runCommand(['run', 'p.yaml', '--for', '7s'], folder);
    const progress = stderr.split('\n').filter((line) => line.includes('rows/s'));
    expect(progress).toEqual([
      expect.stringMatching(/^[4-6],\d{3} rows · \d[\d,]* rows\/s · watermark – · late 0 · rejected 0$/),
    ]);
    expect(stderr).not.toContain('\u001b');
  }, 30_000);

  test.runIf(hasTerminal)(
    'on a terminal, progress is one line that fits, redrawn in place and gone at the end',
    () => {
      const folder = folderWith({ 'p.yaml': ENDLESS_TO_FILE });
      const { code, text } = runOnTerminal(['run', 'p.yaml', '--for', '3s'], folder, { columns: 40, stdout: 'rows' });
      const [progress, ...after] = text.split('\r\n');
      const drawn = progress!.split('\r\u001b[K');
      expect([code, drawn[0], drawn.at(-1)]).toEqual([0, '', expect.stringMatching(/^ {2}in {4}source generator/)]);
      expect(drawn.slice(1, -1).map((line) => [line.length, line.endsWith('…')])).toEqual(
        drawn.slice(1, -1).map(() => [39, true]),
      );
      expect(drawn.length).toBeGreaterThan(3);
      expect(after).toEqual([expect.stringMatching(/^ {2}keep {2}sink file/), 'stopped', '']);
    },
    30_000,
  );

  test.runIf(hasTerminal)(
    'rows that go to the same terminal never stand on the line of the progress',
    () => {
      const folder = folderWith({ 'p.yaml': generator('rate: 5, ', '  out: { type: console, inputs: [in] }') });
      const { code, text } = runOnTerminal(['run', 'p.yaml', '--for', '3s'], folder, { columns: 100 });
      const rows = text.split('\r\n').filter((line) => line.includes('{'));
      // What a terminal shows of a line is what follows the last time that it was cleared.
      const shown = rows.map((line) => line.split('\r\u001b[K').at(-1));
      expect([code, text.includes('rows/s'), shown]).toEqual([0, true, rows.map((_, i) => `{"n":${i + 1}}`)]);
    },
    30_000,
  );

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
    [['run', 'p.yaml', '--for=-5s'], '"-5s" is no duration'],
    [['run', 'p.yaml', '--set', 'x'], 'is not of the form path=value'],
    [['run', 'p.yaml', 'q.yaml'], 'one FILE at a time, not also "q.yaml"'],
    [
      ['run', 'p.yaml', '--set', 'sources.in.rate.fast=1'],
      'p.yaml:1:1: cannot set sources.in.rate.fast: sources.in.rate has no keys',
    ],
    [
      ['run', 'p.yaml', '--set', 'sinks.keep.inputs.1=in'],
      'cannot set sinks.keep.inputs.1: sinks.keep.inputs is a list of 1',
    ],
    [['run', 'p.yaml', '--set', 'sources.in.rate=[1'], 'cannot set sources.in.rate: "[1" is not YAML'],
    [['run', 'p.yaml', '--set', 'sources.inn.rate=1'], 'sources.inn'],
    [['run', 'p.yaml', '--set', 'setings.batch.size=1'], 'unknown key "setings", did you mean "settings"?'],
    [['validate'], 'name a FILE'],
    [['validate', '--fast', 'p.yaml'], 'unknown option "--fast"'],
    [['run', 'p.yaml', '--state'], 'needs a value'],
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
    expect([code, stdout]).toEqual([2, 'good.yaml: valid, 2 nodes, portable to Flink\n']);
    expect(stderr).toContain('bad.yaml: not valid, 2 problems\n2 documents checked: 1 valid, 1 not, with 2 problems\n');
    expect(stderr).toMatch(/bad\.yaml:4:\d+: .*unknown key "intervall", did you mean "interval"\?/);
    expect(stderr).toMatch(/bad\.yaml:6:\d+: .*inn.*did you mean "in"/);
  });

  test('checks all files, also after one that cannot be read, is a folder, no text, or far too long', async () => {
    const folder = folderWith({ 'good.yaml': ENDLESS_TO_FILE, '--odd.yaml': ENDLESS_TO_FILE });
    mkdirSync(path.join(folder, 'sub'));
    writeFileSync(path.join(folder, 'binary'), Buffer.from([0xff, 0xfe, 0x00]));
    writeFileSync(path.join(folder, 'long'), '#'.repeat(2 ** 20 + 1));
    const files = ['none.yaml', 'sub', 'binary', 'long', 'good.yaml', '--odd.yaml'];
    const { code, stdout, stderr } = await runCommand(['validate', '--', ...files], folder);
    expect([code, stdout]).toEqual([
      2,
      'good.yaml: valid, 2 nodes, portable to Flink\n--odd.yaml: valid, 2 nodes, portable to Flink\n',
    ]);
    expect(stderr.split('\n').filter((line) => !line.includes('not valid'))).toEqual([
      'none.yaml: cannot be read: no such file or folder',
      'sub: cannot be read: it is a folder',
      'binary: cannot be read: it is no text in UTF-8',
      'long: cannot be read: it is larger than 1 MiB, which a document may have at most',
      '6 documents checked: 2 valid, 4 not, with 4 problems',
      '',
    ]);
  });

  test('tells why a document is not portable to Flink, which is no mistake', async () => {
    const local = ENDLESS_TO_FILE.replace('format: ndjson', 'format: parquet');
    const folder = folderWith({ 'p.yaml': local });
    const { code, stdout, stderr } = await runCommand(['validate', 'p.yaml'], folder);
    const why = 'format: parquet on keep: times in it are not written alike; write ndjson, or use --tables kafka';
    expect([code, stdout, stderr]).toEqual([0, `p.yaml: valid, 2 nodes, not portable to Flink:\n  ${why}\n`, '']);
  });

  test('says of good documents only that they are, and ends with 0', async () => {
    const folder = folderWith({ 'a.yaml': ENDLESS_TO_FILE, 'b.yaml': ENDLESS_TO_FILE });
    expect([
      await runCommand(['validate', 'a.yaml'], folder),
      await runCommand(['validate', 'a.yaml', 'b.yaml'], folder),
    ]).toEqual([
      { code: 0, stdout: 'a.yaml: valid, 2 nodes, portable to Flink\n', stderr: '' },
      {
        code: 0,
        stdout: 'a.yaml: valid, 2 nodes, portable to Flink\nb.yaml: valid, 2 nodes, portable to Flink\n',
        stderr: '2 documents checked: 2 valid\n',
      },
    ]);
  });
});

describe('millrace COMMAND --help', () => {
  test.each([
    [
      ['run', '--help'],
      ['run FILE', '--for DURATION', '--set PATH=VALUE', '--state DIR', '--from SAVEPOINT', 'Exit codes'],
    ],
    [
      ['run', 'missing.yaml', '-h'],
      ['run FILE', '--for DURATION'],
    ],
    [
      ['help', 'validate'],
      ['validate FILE…', 'Exit codes'],
    ],
    [
      ['sensors', '--help'],
      ['--watch', '--json'],
    ],
    [['schema', '--help'], ['JSON Schema']],
    [['--help'], ['run FILE', 'validate FILE', 'sensors', 'schema', '--version', 'COMMAND --help']],
  ])('%j tells on standard output what there is, and does nothing else', async (args, words) => {
    const { code, stdout, stderr } = await runCommand(args, folderWith({}));
    expect([code, stderr, words.filter((word) => !stdout.includes(word))]).toEqual([0, '', []]);
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
