import { expect, test } from 'vitest';
import { comparedAt, compareHref } from '../../../renderer/recordings/compare-route.ts';
import { parseRoute } from '../../../renderer/state/route.svelte.ts';

test('the address of a comparison leads back to its two recordings, whatever they are called', () => {
  const { page, id } = parseRoute(compareHref(['overnight soak', 'a#b % c']));
  expect(page).toBe('recordings');
  expect(comparedAt(id!)).toEqual(['overnight soak', 'a#b % c']);
});

test('one recording is no comparison', () => {
  expect([comparedAt('soak'), comparedAt('soak/'), comparedAt('a/b/c')]).toEqual([null, null, null]);
});
