import { expect, test } from 'vitest';
import { didYouMean, likely } from '../../../../engine/document/check/likely.ts';

const keys = ['interval', 'metrics', 'event_time', 'rejects', 'x'];

test('the nearest word is what was meant', () => {
  const words = ['intervall', 'intervla', 'Metrics', 'event-time', 'evnt_tiem', 'y'];
  expect(words.map((word) => likely(word, keys))).toEqual([
    'interval',
    'interval',
    'metrics',
    'event_time',
    'event_time',
    'x',
  ]);
});

test('a word that is near nothing means nothing', () => {
  expect(['colour', 'int', '', 'i'.repeat(65)].map((word) => likely(word, keys))).toEqual([null, null, 'x', null]);
  expect(didYouMean('colour', keys)).toBe('');
});

test('of two that are equally near, the first is named', () => {
  expect(didYouMean('cat', ['bat', 'rat'])).toBe(', did you mean "bat"?');
});
