import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'vitest';
import { documentOutline, type JobStatus } from '../../../engine/index.ts';
import { replay, replayText } from '../../../electron/desk/replay.ts';

const TEXT = `# mine
version: 1
name: Health
sources:
  sensors: { type: system, interval: 1s, metrics: [system.cpu.utilization] } # once a second
operators: {}
sinks:
  keep: { type: file, inputs: [sensors], path: recordings/health, format: ndjson }
  screen: { type: chart, inputs: [sensors], title: CPU }
`;

test('the recording takes the place of the sensors, and files go beside those of the live pipeline', () => {
  const text = replayText(TEXT, { name: 'Health: soak', folder: '/r/soak', speed: 10 });
  const { values } = documentOutline(text);
  deepEqual(
    [values!['name'], values!['sources']],
    ['Health: soak', { sensors: { type: 'recording', path: '/r/soak', speed: 10 } }],
  );
  deepEqual(values!['sinks'], {
    keep: { type: 'file', inputs: ['sensors'], path: 'recordings/health-replay', format: 'ndjson' },
    screen: { type: 'chart', inputs: ['sensors'], title: 'CPU' },
  });
  equal(text.startsWith('# mine\n'), true);
});

test('files that a pipeline reads are read as they are', () => {
  const table = '  table: { type: file, path: hosts.csv, format: csv, schema: { host: string } }\n';
  const text = replayText(TEXT.replace('operators:', `${table}operators:`), { name: 'x', folder: '/r', speed: null });
  const { values } = documentOutline(text);
  const { table: read } = values!['sources'] as Record<string, { path: string }>;
  deepEqual([read!.path, Object.keys(values!['sinks'] as object)], ['hosts.csv', ['keep', 'screen']]);
});

test('nothing of a replay is sent to others', () => {
  const sinks = `  post: { type: http, inputs: [sensors], url: "https://example.org" }
  topic: { type: kafka, inputs: [sensors, sensors], brokers: [a:9092], topic: t }
`;
  const { values } = documentOutline(replayText(TEXT + sinks, { name: 'x', folder: '/r', speed: null }));
  const { post, topic } = values!['sinks'] as Record<string, unknown>;
  deepEqual(
    [post, topic],
    [
      { type: 'discard', inputs: ['sensors'] },
      { type: 'discard', inputs: ['sensors', 'sensors'] },
    ],
  );
});

test('a pipeline without sensors is refused', () => {
  const text = TEXT.replace('type: system', 'type: generator');
  throws(() => replayText(text, { name: 'x', folder: '/r', speed: null }), { code: 'bad-request' });
});

test('the copy is put among the pipelines and started; the pipeline itself is left alone', async () => {
  const calls: string[] = [];
  await replay(
    { recording: 'soak', pipeline: 'health', speed: null },
    {
      pipelines: {
        text: () => TEXT,
        statuses: () => [{ id: 'health', name: 'Health' } as JobStatus],
        start: (id) => (calls.push(`start ${id}`), Promise.resolve({ id } as JobStatus)),
      },
      recordings: { folderOf: (id) => Promise.resolve(`/r/${id}`) },
      shelf: {
        put(name, text) {
          calls.push(name, /speed: \w+/.exec(text)![0]);
          return Promise.resolve({ id: 'health-soak' } as JobStatus);
        },
      },
    },
  );
  deepEqual(calls, ['Health: soak', 'speed: max', 'start health-soak']);
});
