import { expect, test } from 'vitest';
import { Faults } from '../../../renderer/state/faults.svelte.ts';

test('what is told twice is counted, and the banner has a limit', () => {
  const faults = new Faults();
  for (const message of ['a', 'b', 'a', 'c', 'd', 'e']) faults.report({ message });
  expect(faults.shown.map(({ message, times }) => [message, times])).toEqual([
    ['a', 2],
    ['c', 1],
    ['d', 1],
    ['e', 1],
  ]);
});

test('a dismissed fault is gone, and the same one comes back when it happens again', () => {
  const faults = new Faults();
  faults.report({ message: 'a' });
  faults.dismiss(faults.shown[0]!.id);
  expect(faults.shown).toEqual([]);
  faults.report({ message: 'a' });
  expect(faults.shown).toHaveLength(1);
});
