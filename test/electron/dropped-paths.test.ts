import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { followDrops } from '../../electron/dropped-paths.ts';

function harness(finder?: { getPathForFile(file: File): string }) {
  let drop: (event: Event) => void = () => undefined;
  const target = { addEventListener: (_name: string, listener: unknown) => (drop = listener as typeof drop) };
  const take = followDrops(target, finder);
  const event = (isTrusted: boolean, files: unknown[]): Event => ({ isTrusted, dataTransfer: { files } }) as never;
  return { take, drop: (isTrusted: boolean, files: unknown[]) => drop(event(isTrusted, files)) };
}

test('what a person drops is handed out once, by either way in which Electron tells its path', () => {
  const old = harness();
  old.drop(true, [{ path: '/a.csv' }, { path: '' }]);
  deepEqual([old.take(), old.take()], [['/a.csv'], []]);
  const now = harness({ getPathForFile: (file) => `/new/${file.name}` });
  now.drop(true, [{ name: 'b.csv' }]);
  deepEqual(now.take(), ['/new/b.csv']);
});

test('a drop that a script has made names nothing', () => {
  const { drop, take } = harness();
  drop(false, [{ path: '/etc/passwd' }]);
  deepEqual(take(), []);
});
