import { expect, test } from 'vitest';
import { Checker } from '../../../../engine/document/check/checker.ts';
import { Problems } from '../../../../engine/document/check/problems.ts';
import { documentJsonSchema } from '../../../../engine/document/json-schema.ts';
import type { Kind, KeySpec, KeyTable } from '../../../../engine/document/keys/kind.ts';
import { PIPELINE } from '../../../../engine/document/keys/pipeline.ts';
import { asWritten } from '../../../../engine/document/text/written.ts';

/** All keys of all tables that can be reached from `kind`, with their paths. */
function specsOf(kind: Kind, path: string): [string, KeySpec][] {
  switch (kind.kind) {
    case 'list':
    case 'map':
      return specsOf(kind.of, `${path}.*`);
    case 'object':
      return tableSpecs(kind.keys, path);
    case 'variants':
      return Object.entries(kind.of).flatMap(([name, keys]) => tableSpecs(keys, `${path}(${name})`));
    case 'either':
      return specsOf(kind.long, path);
    default:
      return [];
  }
}

function tableSpecs(keys: KeyTable, path: string): [string, KeySpec][] {
  return Object.entries(keys).flatMap(([name, spec]): [string, KeySpec][] => [
    [`${path}.${name}`, spec],
    ...specsOf(spec.kind, `${path}.${name}`),
  ]);
}

const specs = specsOf(PIPELINE, '');

function problemsOf(kind: Kind, value: KeySpec['example']): string[] {
  const problems = new Problems('table', () => ({ line: 1, column: 1 }));
  new Checker(problems).check(kind, asWritten(value, 0), '');
  return problems.sorted().map(({ message }) => message);
}

test('every key of the contract has an example and a default that its own check takes', () => {
  const wrong = specs.flatMap(([path, { kind, example, default: standard }]) => {
    const values = standard === undefined ? [example] : [example, standard];
    return values.flatMap((value) => problemsOf(kind, value).map((message) => `${path}: ${message}`));
  });
  expect(wrong).toEqual([]);
  expect(specs.length).toBeGreaterThan(100);
});

test('every key says what it means in a sentence', () => {
  expect(specs.filter(([, { description }]) => !/^[A-Z0-9].*\.$/.test(description)).map(([path]) => path)).toEqual([]);
});

test('the JSON Schema knows the keys that can be written today, and no others', () => {
  const { properties } = documentJsonSchema() as { properties: Record<string, unknown> };
  expect(Object.keys(properties)).toEqual([
    'version',
    'name',
    'description',
    'settings',
    'sources',
    'operators',
    'sinks',
  ]);
  expect(properties.sinks).toMatchObject({
    minProperties: 1,
    additionalProperties: {
      oneOf: [
        {
          properties: { type: { const: 'file' }, compress: { default: 'none' } },
          required: ['type', 'inputs', 'path'],
        },
        { properties: { type: { const: 'chart' } }, additionalProperties: false },
        { properties: { type: { const: 'console' } } },
        { properties: { type: { const: 'discard' } } },
        { properties: { type: { const: 'notification' } } },
        { properties: { type: { const: 'http' } } },
        { properties: { type: { const: 'kafka' } } },
        { title: 'type from the environment' },
      ],
    },
  });
});
