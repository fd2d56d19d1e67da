import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { didYouMean, suggest } from '../../../engine/data/suggest.ts';

const KEYS = ['interval', 'inputs', 'type', 'value', 'key', 'rate'];

test('a missing, doubled, wrong or swapped letter finds its word', () => {
  deepEqual(
    ['intervall', 'valu', 'vakue', 'tpye', 'Value', 'INTERVAL', 'kye'].map((word) => suggest(word, KEYS)),
    ['interval', 'value', 'value', 'type', 'value', 'interval', 'key'],
  );
});

test('what is like nothing gets no suggestion', () => {
  deepEqual(
    ['colour', 'name', '', 'x', 'value'].map((word) => suggest(word, [...KEYS, 'y'])),
    [null, null, null, null, null],
  );
});

test('of equally near words the first is taken, of others the nearest', () => {
  deepEqual([suggest('cat', ['bat', 'rat']), suggest('windows', ['widows', 'window'])], ['bat', 'widows']);
  deepEqual(suggest('avgg', ['max', 'avg', 'agg']), 'avg');
});

test('a message goes on with the suggestion or not at all', () => {
  deepEqual([didYouMean('valu', KEYS), didYouMean('zzz', KEYS)], [', did you mean "value"?', '']);
});
