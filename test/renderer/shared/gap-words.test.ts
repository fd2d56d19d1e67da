import { afterEach, expect, test } from 'vitest';
import { setLanguage } from '../../../renderer/messages/messages.ts';
import { gapWords } from '../../../renderer/shared/gap-words.ts';

afterEach(() => setLanguage('en'));

const REASONS = [
  'app stopped',
  'pipeline stopped',
  'pipeline failed',
  'suspend',
  'sensor failed: temperature',
  'clock step',
  'disk full',
  'backpressure',
];

test('every reason of a gap has its words in both languages', () => {
  expect(REASONS.map(gapWords)).toEqual([
    'app closed',
    'stopped',
    'failed',
    'machine asleep',
    'sensor failed: temperature',
    'clock moved',
    'disk full',
    'too slow to keep up',
  ]);
  setLanguage('zh-CN');
  expect(REASONS.map(gapWords).filter((words) => /[A-Za-z]/.test(words))).toEqual([]);
});
