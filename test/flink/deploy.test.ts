import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployed } from './deployed.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'millrace-flink-deploy-'));
  writeFileSync(path.join(folder, 'good.ndjson'), '{"n":1}\n');
  writeFileSync(path.join(folder, 'bad.ndjson'), '{"n":1}\n{"n":"x"}\n');
  writeFileSync(path.join(folder, 'p.yaml'), DOCUMENT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const DOCUMENT = `version: 1
name: deployed
settings: { restart: { strategy: none } }
sources: { in: { type: file, path: good.ndjson, format: ndjson, schema: { n: bigint } } }
operators: { more: { type: extend, inputs: [in], columns: { m: n + 1 } } }
sinks: { out: { type: file, inputs: [more], path: out } }
`;

test('a pipeline is submitted and runs to its end', async () => {
  const { code, stdout, stderr } = await deployed(folder, ['p.yaml']);
  expect([code, stderr.split('\n').at(-2)]).toEqual([0, `job ${stdout.trim()}: FINISHED`]);
});

test.each([
  ['in', ['--path', 'in=/no/such/file.ndjson'], /^in: .*\n?File \/no\/such\/file.ndjson does not exist/m],
  ['in', ['--set', 'sources.in.path=bad.ndjson'], /^in: Failed to deserialize JSON '\{"n":"x"\}'/m],
  ['out', ['--path', 'out=nope://x/y'], /^out: Could not find a file system implementation for scheme 'nope'/m],
])('a job that fails is told as failed, beside %s, in the words of Flink: %j', async (_, args, expected) => {
  const { code, stderr } = await deployed(folder, ['p.yaml', ...args]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^job \w+: FAILED$/m);
  expect(stderr).toMatch(expected);
});
