// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { parseRoute, routeHref } from '../../../renderer/state/route.svelte.ts';

test('an address names a page and one thing on it', () => {
  expect(['', '#/pipelines', '#/pipelines/a%2Fb', '#/nowhere', '#/recordings/%E0%A4%A'].map(parseRoute)).toEqual([
    { page: 'dashboard', id: null },
    { page: 'pipelines', id: null },
    { page: 'pipelines', id: 'a/b' },
    { page: 'dashboard', id: null },
    { page: 'recordings', id: '' },
  ]);
});

test('an address leads back to what it names', () => {
  expect(parseRoute(routeHref('pipelines', 'a/ü %'))).toEqual({ page: 'pipelines', id: 'a/ü %' });
});
