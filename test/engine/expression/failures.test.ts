import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { RowFailures } from '../../../engine/expression/index.ts';

test('of several reasons the first of a row counts', () => {
  const failures = new RowFailures();
  failures.fail(3, 'first');
  failures.fail(3, 'second');
  deepEqual(
    [failures.count, failures.get(3), failures.get(0), failures.wants(3), failures.wants(0)],
    [1, 'first', null, false, true],
  );
});

test('narrowed failures only take the rows that both are open to', () => {
  const failures = new RowFailures();
  const outer = failures.where(() => Uint8Array.of(1, 1, 0, 0));
  const inner = outer.where(() => Uint8Array.of(1, 0, 1, 0));
  for (let row = 0; row < 4; row++) inner.fail(row, 'inner');
  for (let row = 0; row < 4; row++) outer.fail(row, 'outer');
  deepEqual(
    [0, 1, 2, 3].map((row) => failures.get(row)),
    ['inner', 'outer', null, null],
  );
});

test('a reset forgets every row', () => {
  const failures = new RowFailures();
  failures.fail(0, 'x');
  failures.reset();
  deepEqual([failures.count, failures.get(0), failures.wants(0)], [0, null, true]);
});
