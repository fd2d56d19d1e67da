import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'vitest';
import { listRecordings, readDocument } from '../../../engine/index.ts';
import { makeSample, SAMPLE_ID } from '../../../electron/desk/sample-recording.ts';

const WORKER = path.resolve(import.meta.dirname, '../../../out/cli/worker.cjs');
const text = readFileSync(new URL('../../../electron/desk/sample.yaml', import.meta.url), 'utf8');

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'sample-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const partsIn = (library: string) => ({
  text,
  folder: library,
  workerFile: WORKER,
  read: (document: string, file: string) => readDocument(document, { file, baseFolder: '/nowhere', environment: {} }),
});

test('a sample that cannot be made is told with the reason', async () => {
  writeFileSync(path.join(folder, 'file'), '');
  await rejects(makeSample(partsIn(path.join(folder, 'file'))), { code: 'sink-failed', message: /file/ });
  await rejects(makeSample({ ...partsIn(folder), read: () => ({ problems: [] }) }), { code: 'internal' });
  const failing = text
    .replace('type: select', 'type: select\n    on_error: fail')
    .replace('value: load', "value: CAST('x' AS DOUBLE)");
  await rejects(makeSample({ ...partsIn(folder), text: failing }), { code: 'operator-failed', message: /"cpu"/ });
});

test('the sample is a whole recording that says of itself that it is made up, with rows as sensors give them, in order', async () => {
  const parts = partsIn(folder);
  equal(await makeSample(parts), SAMPLE_ID);
  equal(await makeSample(parts), SAMPLE_ID);
  const [recording, ...others] = await listRecordings(folder);
  deepEqual([recording!.id, recording!.state, recording!.rows, others], [SAMPLE_ID, 'complete', 3600, []]);
  match(recording!.name, /made up/);
  const [part] = readdirSync(path.join(folder, SAMPLE_ID)).filter((name) => name.startsWith('part-'));
  const rows = readFileSync(path.join(folder, SAMPLE_ID, part!), 'utf8')
    .trim()
    .split('\n');
  const first = rows.slice(0, 4).map((row) => JSON.parse(row) as Record<string, unknown>);
  deepEqual(Object.keys(first[0]!), ['ts', 'host', 'metric', 'entity', 'value', 'unit']);
  deepEqual(
    first.map(({ ts, metric }) => [ts, metric]),
    ['system.cpu.utilization', 'hw.temperature', 'system.memory.usage', 'system.network.io.transmit'].map((metric) => [
      '2026-01-05T12:00:00.000Z',
      metric,
    ]),
  );
});
