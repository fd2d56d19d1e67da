import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { documentJsonSchema, documentJsonSchemaText } from '../../../engine/document/index.ts';

const here = import.meta.dirname;
const isValid = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(
  documentJsonSchema(),
);

function read(file: string): unknown {
  return parse(readFileSync(path.join(here, file), 'utf8'), { merge: false });
}

function documentsIn(folder: string): string[] {
  return readdirSync(path.join(here, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `${folder}/${name}`);
}

test('the schema in docs is the one that is made from the tables', async () => {
  await expect(documentJsonSchemaText()).toMatchFileSnapshot(path.join(here, '../../../docs/pipeline.schema.json'));
});

describe('the schema takes every document without fault', () => {
  test.each([...documentsIn('good'), ...documentsIn('../smoke')])('%s', (file) => {
    isValid(read(file));
    expect(isValid.errors ?? []).toEqual([]);
  });
});

// The others are no YAML, or wrong in what only the checks know: ids, columns, types, the environment.
test.each(['no-sinks', 'later', 'keys', 'generator', 'files', 'five-mistakes', 'not-a-mapping'])(
  'the schema refuses bad/%s.yaml too',
  (name) => {
    expect(isValid(read(`bad/${name}.yaml`))).toBe(false);
  },
);

test('a mistake in one value is found at its place, whatever the kind of the value', () => {
  const document = {
    version: 1,
    name: 'a',
    settings: { parallelism: 1, checkpoint: { interval: '10s' }, restart: { strategy: 'none' } },
    sources: { s: { type: 'system', interval: '1s', metrics: ['*'] } },
    sinks: { d: { type: 'file', inputs: ['s'], path: 'x', rolling: { size: '1MiB', interval: '1m' } } },
  };
  const wrong: readonly [string, unknown][] = [
    ['version', 2],
    ['name', 5],
    ['nam', 'a'],
    ['settings.parallelism', 'two'],
    ['settings.parallelism', 65],
    ['settings.checkpoint.interval', 10],
    ['settings.checkpoint.intervall', '10s'],
    ['settings.checkpoint.mode', 'twice'],
    ['settings.restart.strategy', 'never'],
    ['sources.s.type', 'sensors'],
    ['sources.s.metrics', '*'],
    ['sources.S', { type: 'system' }],
    ['sinks.d.path', ''],
    ['sinks.d.inputs', []],
    ['sinks.d.rolling.size', '1 MiB'],
    ['sinks.d.rolling.interval', '1 minute'],
    ['sinks', {}],
  ];
  const taken = wrong.filter(([place, value]) => isValid(changed(document, place.split('.'), value)));
  expect([isValid(document), taken]).toEqual([true, []]);
});

function changed(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put;
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [key]: changed(object[key], rest, put) };
}
