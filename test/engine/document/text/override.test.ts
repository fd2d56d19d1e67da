import { expect, test } from 'vitest';
import type { DocumentOverride } from '../../../../engine/document/index.ts';
import { readDocument } from '../../../../engine/document/index.ts';

const TEXT = `version: 1
name: overridden
sources: { sensors: { type: system } }
sinks: { out: { type: discard, inputs: [sensors] } }
`;

function read(...overrides: DocumentOverride[]) {
  return readDocument(TEXT, { file: 'a.yaml', baseFolder: '/data', environment: { EVERY: '3s' }, overrides });
}

function planOf(...overrides: DocumentOverride[]) {
  const result = read(...overrides);
  if ('plan' in result) return result.plan;
  throw new Error(JSON.stringify(result.problems));
}

test('an override takes the place of what is written, or adds what is not', () => {
  const result = read(
    { path: 'name', value: 'another' },
    { path: 'settings.batch.size', value: '7' },
    { path: 'sources.sensors.interval', value: '${EVERY}' },
    { path: 'sources.more', value: '{ type: system, metrics: [hw.*] }' },
    { path: 'sinks.out.inputs.0', value: 'more' },
    { path: 'sinks.second', value: '{ type: console, inputs: [sensors] }' },
  );
  expect(result).toMatchObject({
    plan: {
      name: 'another',
      settings: { batch: { size: 7 } },
      nodes: [
        { id: 'sensors', source: { intervalMs: 3000 } },
        { id: 'more', source: { metrics: ['hw.*'] } },
        { id: 'out', inputs: [{ node: 'more' }] },
        { id: 'second', inputs: [{ node: 'sensors' }] },
      ],
    },
  });
});

test('a path is what problems show: items in brackets or by number, names with a dot in quotes', () => {
  const { nodes } = planOf(
    { path: 'sinks.out.inputs[0]', value: 'log' },
    { path: 'sinks.rest', value: '{ type: discard, inputs: [sensors] }' },
    {
      path: 'sources.log',
      value: '{ type: file, path: a.csv, format: csv, schema: { "a.b": string, c: string } }',
    },
    { path: 'sources.log.schema."a.b"', value: 'double' },
    { path: 'sources.log.schema.c', value: 'bigint' },
  );
  expect(nodes.map(({ id, schema }) => [id, schema.map(({ type }) => type)])).toEqual([
    ['sensors', ['timestamp', 'string', 'string', 'string', 'double', 'string']],
    ['log', ['double', 'bigint']],
    ['out', ['double', 'bigint']],
    ['rest', ['timestamp', 'string', 'string', 'string', 'double', 'string']],
  ]);
});

test('what is wrong with an override is told at the place that it would have', () => {
  const result = read(
    { path: 'sources.sensors.interval', value: '5' },
    { path: 'name.first', value: 'x' },
    { path: 'sinks.out.inputs.3', value: 'x' },
    { path: 'sources.sensors.metrics', value: '[' },
    { path: 'sources.sensors.metrics', value: '['.repeat(100) },
  );
  expect('problems' in result && result.problems.map(({ line, column, message }) => [line, column, message])).toEqual([
    [1, 1, 'cannot set name.first: name has no keys'],
    [1, 1, 'cannot set sinks.out.inputs.3: sinks.out.inputs is a list of 1, give a number from 0 to 0'],
    [1, 1, 'cannot set sources.sensors.metrics: "[" is not YAML'],
    [1, 1, 'cannot set sources.sensors.metrics: the value is not text that a document may hold'],
    [3, 21, 'sources.sensors.interval: a bare number is an error, write 5s, 5ms or 5m'],
  ]);
});
