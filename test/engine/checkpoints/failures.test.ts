import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { CheckpointFailures } from '../../../engine/checkpoints/failures.ts';

test('a job fails once more checkpoints in a row fail than it stands; one that the job itself ended does not count', () => {
  const failures = new CheckpointFailures(2);
  const outcomes = [
    failures.failed(1, 'declined'),
    failures.failed(2, 'declined'),
    failures.failed(3, 'job failed'),
    failures.failed(4, 'declined'),
  ];
  deepEqual(outcomes, [false, false, false, true]);
});

test('a checkpoint that succeeds makes up for those that failed', () => {
  const failures = new CheckpointFailures(2);
  const before = [failures.failed(1, 'io'), failures.failed(2, 'declined')];
  failures.succeeded(4);
  deepEqual([...before, failures.failed(5, 'expired'), failures.failed(3, 'io')], [false, false, false, false]);
});

test('each checkpoint fails once', () => {
  const failures = new CheckpointFailures(1);
  deepEqual([failures.failed(1, 'io'), failures.failed(1, 'expired')], [false, false]);
});

test('a checkpoint that fails after a later one has succeeded counts for nothing', () => {
  const failures = new CheckpointFailures(0);
  failures.succeeded(2);
  deepEqual([failures.failed(1, 'io'), failures.failed(3, 'io')], [false, true]);
});
