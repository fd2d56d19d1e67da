import { expect, it } from 'vitest';
import { windowsOf } from '../../../renderer/pages/pipelines/open-windows.ts';

const tapped = (...rows: { start: number; end: number; keys: number }[]) => ({ columns: [], rows });

it('tells how far the watermark is through each window', () => {
  const windows = windowsOf(tapped({ start: 0, end: 1000, keys: 2 }, { start: 500, end: 1500, keys: 1 }), 749);
  expect(windows.map(({ passed }) => passed)).toEqual([0.75, 0.25]);
});

it('is at its end where the watermark has reached the last millisecond, and at its start before', () => {
  const [over, coming] = windowsOf(tapped({ start: 0, end: 10, keys: 1 }, { start: 90, end: 100, keys: 1 }), 9);
  expect([over?.passed, coming?.passed]).toEqual([1, 0]);
});

it('has passed nothing where there is no watermark yet, and there is nothing before the first answer', () => {
  expect([windowsOf(tapped({ start: 0, end: 10, keys: 1 }), null)[0]?.passed, windowsOf(null, 5)]).toEqual([0, []]);
});
