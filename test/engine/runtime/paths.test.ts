import { expect, test } from 'vitest';
import { readDocument } from '../../../engine/document/index.ts';
import { reachedFrom, upstreamOf } from '../../../engine/runtime/paths.ts';

const TEXT = `version: 1
name: t
sources:
  a: { type: generator, rows: 1, columns: { n: { sequence: {} } } }
  b: { type: generator, rows: 1, columns: { n: { sequence: {} } } }
operators:
  big: { type: filter, inputs: [a], where: n > 3 }
  small: { type: filter, inputs: [a], where: n < 3 }
sinks:
  all: { type: discard, inputs: [a, b] }
  bigs: { type: discard, inputs: [big] }
  smalls: { type: discard, inputs: [small] }
`;

test('a source comes to the sinks that read it, by the nodes between, and to no others', () => {
  const read = readDocument(TEXT, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
  const paths = (source: string): unknown =>
    read.plan.nodes
      .filter(({ id, role }) => role === 'sink' && reachedFrom(source, read.plan).has(id))
      .map(({ id }) => [id, [...upstreamOf(id, source, read.plan)].filter((each) => each !== id).sort()]);
  expect([paths('a'), paths('b')]).toEqual([
    [
      ['all', ['a']],
      ['bigs', ['a', 'big']],
      ['smalls', ['a', 'small']],
    ],
    [['all', ['b']]],
  ]);
});
