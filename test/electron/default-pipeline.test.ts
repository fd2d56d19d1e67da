import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { chartsOf, readDocument } from '../../engine/index.ts';
import { defaultPipeline } from '../../electron/default-pipeline.ts';

const where = { file: 'system-health.yaml', baseFolder: '/data', environment: {} };

function titlesOf(text: string): readonly string[] {
  const read = readDocument(text, where);
  return 'plan' in read ? chartsOf(read.plan).map(({ title }) => title) : read.problems.map(({ message }) => message);
}

const titles = ['CPU', 'Temperature', 'Memory', 'Disk I/O', 'Disk busy', 'Network'];

test('the pipeline of a first start shows six charts', () => {
  deepEqual(titlesOf(defaultPipeline.text), titles);
});

test('what its comments say about a window works', () => {
  const indented = /^ {2}# (?= *(?:window-10s|cpu-10s|type|inputs|key|window|aggregate):)/gm;
  deepEqual(titlesOf(defaultPipeline.text.replaceAll(indented, '  ')), [...titles, 'CPU, 10 s']);
});
