import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { Later } from '../../../renderer/shell/later.svelte.ts';

/** Comes when it is let, or fails. */
function held() {
  const asked: { come: (module: string) => void; fail: () => void }[] = [];
  const later = new Later(
    () =>
      new Promise<string>((resolve, reject) => asked.push({ come: resolve, fail: () => reject(new Error('no file')) })),
  );
  const state = async (): Promise<unknown> => {
    await new Promise(setImmediate);
    return [asked.length, later.loaded, later.hasFailed];
  };
  return { later, asked, state };
}

test('a part is asked for once, and stays', async () => {
  const { later, asked, state } = held();
  deepEqual(await state(), [0, null, false]);
  later.load();
  later.load();
  deepEqual(await state(), [1, null, false]);
  asked[0]!.come('page');
  deepEqual(await state(), [1, 'page', false]);
  later.load();
  deepEqual(await state(), [1, 'page', false]);
});

test('a part that cannot come is said to be missing, and asked for again by who comes back', async () => {
  const { later, asked, state } = held();
  later.load();
  asked[0]!.fail();
  deepEqual(await state(), [1, null, true]);
  later.load();
  deepEqual(await state(), [2, null, false]);
  asked[1]!.come('page');
  deepEqual(await state(), [2, 'page', false]);
});
