import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { concealer, concealMessage } from '../../../engine/runtime/conceal.ts';

const conceal = concealer(['LONG', 'PART', 'SHORT', 'MISSING'], {
  LONG: 'abcd$&',
  PART: 'abc',
  SHORT: 'a',
  OTHER: 'zzz',
});

test('each value that the document takes from the environment becomes its name, the longest first', () => {
  deepEqual(['x abcd$& abc abcabc', 'a zzz'].map(conceal), ['x ${LONG} ${PART} ${PART}${PART}', 'a zzz']);
});

test('warnings and faults are concealed, rows are not', () => {
  const fault = { code: 'source-failed', message: 'no abc' } as const;
  deepEqual(
    [
      concealMessage({ type: 'warning', node: 'n', message: 'abc' }, conceal),
      concealMessage({ type: 'failed', fault }, conceal),
      concealMessage({ type: 'recordingEnded', fault }, conceal),
      concealMessage({ type: 'recordingEnded', fault: null }, conceal),
      concealMessage({ type: 'ended', stopped: true }, conceal),
    ],
    [
      { type: 'warning', node: 'n', message: '${PART}' },
      { type: 'failed', fault: { code: 'source-failed', message: 'no ${PART}' } },
      { type: 'recordingEnded', fault: { code: 'source-failed', message: 'no ${PART}' } },
      { type: 'recordingEnded', fault: null },
      { type: 'ended', stopped: true },
    ],
  );
});
