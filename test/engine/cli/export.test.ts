import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { exportDocument } from '../../../engine/cli/export.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const DOCUMENT = `version: 1
name: test
sources:
  in: { type: file, path: in.ndjson, format: ndjson, schema: { ts: timestamp, k: string }, event_time: { column: ts } }
operators:
  mine: { type: filter, inputs: [in], where: "k = '\${SECRET}'" }
  w:
    type: window
    inputs: [mine]
    window: { type: tumbling, size: 10s }
    allowed_lateness: 5s
    aggregate: { n: count(*), r: rate(1) }
sinks:
  out: { type: console, inputs: [w] }
`;
const PORTABLE = DOCUMENT.replace('    allowed_lateness: 5s\n', '').replace(', r: rate(1)', '');

interface Written {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Exports `text`, a file of a folder of its own, with `args` behind `--to flink-sql`. */
async function exportOf(text: string, ...args: string[]): Promise<Written> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'p.yaml'), text);
  const printed = { stdout: '', stderr: '' };
  const into = (name: 'stdout' | 'stderr'): Writable =>
    new Writable({
      write(chunk, _encoding, done) {
        printed[name] += String(chunk);
        done();
      },
    });
  const code = await exportDocument(['p.yaml', ...args], {
    stdout: into('stdout'),
    stderr: into('stderr'),
    environment: { SECRET: 'do not tell', SIZE: '10s' },
    workingFolder: folder,
    signal: new AbortController().signal,
  });
  return { code, ...printed };
}

test('a pipeline is printed as Flink SQL', async () => {
  const { code, stdout, stderr } = await exportOf(PORTABLE, '--to', 'flink-sql', '--path', 'in=s3://bucket/in.ndjson');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^-- test\nSET 'pipeline.name' = 'test';\n/);
  expect(stdout).toContain("'path' = 's3://bucket/in.ndjson'");
});

test('no value of the environment is printed', async () => {
  const { stdout } = await exportOf(PORTABLE, '--to', 'flink-sql');
  expect(stdout).toContain("WHERE `k` = '${SECRET}'");
  expect(stdout).not.toContain('do not tell');
});

test('a value in a path is no glob, and one that begins it may be an absolute path', async () => {
  const pathsOf = async (path: string): Promise<string | undefined> => {
    const { stdout } = await exportOf(PORTABLE.replace('path: in.ndjson', `path: "${path}"`), '--to', 'flink-sql');
    return /'path' = '([^']*)'/.exec(stdout)?.[1];
  };
  expect(await pathsOf('${DATA}/in-${DAY}.ndjson')).toBe('${DATA}/in-${DAY}.ndjson');
  expect(await pathsOf('days/${DAY}.ndjson')).toMatch(/^\/.*\/days\/\$\{DAY\}\.ndjson$/);
});

test('a value that the export needs to know has to be written out', async () => {
  const text = PORTABLE.replace('size: 10s', 'size: "${SIZE}"');
  expect(await exportOf(text, '--to', 'flink-sql')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'p.yaml: an export says no values of the environment, but needs those of ${SECRET}, ${SIZE}; write them out with --set\n',
  });
  expect(await exportOf(text, '--to', 'flink-sql', '--set', 'operators.w.window.size=1m')).toMatchObject({ code: 0 });
});

test('what cannot be said is refused by name, all at once', async () => {
  expect(await exportOf(DOCUMENT, '--to', 'flink-sql')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      "allowed_lateness on w: Flink's window functions have none; set it to 0s or keep it local\n" +
      'rate on w: Flink has no aggregate that knows resets of counters; use a lag before, or keep it local\n' +
      'p.yaml: cannot be said in Flink SQL, 2 reasons\n',
  });
});

test.each([
  [[], 'say --to flink-sql'],
  [['--to', 'spark'], '--to: "spark" is not known, what there is is flink-sql'],
  [['--to', 'flink-sql', '--tables', 'jdbc'], '--tables: "jdbc" is neither filesystem nor kafka'],
  [
    ['--to', 'flink-sql', '--path', 'in'],
    '--path: "in" is not of the form node=path, such as sensors=/data/sensors.ndjson',
  ],
  [['--to', 'flink-sql', '--topic', 'in'], '--topic: "in" is not of the form node=topic, such as sensors=readings'],
  [['--to', 'flink-sql', '--tables', 'in=jdbc'], '--tables: "jdbc" is neither filesystem nor kafka'],
  [['--to', 'flink-sql', 'more.yaml'], 'one FILE at a time, not also "more.yaml"'],
])('%j is a wrong command line', async (args, complaint) => {
  expect(await exportOf(PORTABLE, ...args)).toEqual({ code: 2, stdout: '', stderr: `millrace export: ${complaint}\n` });
});

test('a path of a node that has none is told', async () => {
  expect(await exportOf(PORTABLE, '--to', 'flink-sql', '--path', 'w=/x')).toMatchObject({
    code: 2,
    stderr: '--path: there is no source and no sink of files or topics "w" in p.yaml\n',
  });
  expect(await exportOf(PORTABLE, '--to', 'flink-sql', '--tables', 'w=kafka')).toMatchObject({
    stderr: '--tables: there is no source and no sink of files or topics "w" in p.yaml\n',
  });
});

test('one node becomes a topic, of a name of its own', async () => {
  const args = ['--to', 'flink-sql', '--tables', 'in=kafka', '--topic', 'in=readings'];
  const { stdout } = await exportOf(PORTABLE, ...args);
  expect(stdout).toContain("'connector' = 'kafka',\n  'topic' = 'readings'");
});

test('a wrong document is told as always', async () => {
  const { code, stderr } = await exportOf(PORTABLE.replace('tumbling', 'tumbing'), '--to', 'flink-sql');
  expect(code).toBe(2);
  expect(stderr).toContain('p.yaml:');
});
