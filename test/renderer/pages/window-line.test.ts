import { describe, expect, it } from 'vitest';
import { firedWindows, windowLine } from '../../../renderer/pages/pipelines/window-line.ts';

const window = (start: number, end: number): { start: number; end: number; keys: number } => ({ start, end, keys: 1 });
const UNKNOWN = { watermark: null, newest: null };

describe('the line of windows', () => {
  it('has each window where its times are, with the watermark at what it has passed', () => {
    const line = windowLine([window(1000, 2000)], [window(0, 1000)], { watermark: 1499, newest: 1800 });
    expect(line).toEqual({
      boxes: [
        { ...window(0, 1000), left: 0, width: 0.5, lane: 0, isFired: true },
        { ...window(1000, 2000), left: 0.5, width: 0.5, lane: 0, isFired: false },
      ],
      lanes: 1,
      watermark: 0.75,
      newest: 0.9,
    });
  });

  it('gives windows that overlap lanes of their own', () => {
    const line = windowLine([window(0, 20), window(10, 30), window(20, 40)], [], UNKNOWN);
    expect(line?.boxes.map(({ lane }) => lane)).toEqual([0, 1, 0]);
    expect(line?.lanes).toBe(2);
  });

  it('keeps marks on the line, also those of a source that has ended', () => {
    const line = windowLine([window(0, 10)], [], { watermark: Infinity, newest: -50 });
    expect([line?.watermark, line?.newest]).toEqual([1, 0]);
  });

  it('is not drawn without times, and where its boxes could not be read', () => {
    const many = Array.from({ length: 13 }, (_, i) => window(i, i + 1));
    expect([windowLine([], [], UNKNOWN), windowLine([window(NaN, NaN)], [], UNKNOWN)]).toEqual([null, null]);
    expect([windowLine(many, [], UNKNOWN), windowLine(many.slice(1), [], UNKNOWN)?.boxes.length]).toEqual([null, 12]);
  });
});

describe('windows that have fired', () => {
  it('are those that the watermark has passed and that are no more, the last three of them', () => {
    const first = { before: [window(0, 1), window(1, 2)], open: [window(1, 2)], watermark: 0 };
    expect(firedWindows([], first)).toEqual([window(0, 1)]);
    const then = { before: [window(1, 2), window(2, 3), window(3, 4)], open: [], watermark: 9 };
    expect(firedWindows([window(0, 1)], then)).toEqual([window(1, 2), window(2, 3), window(3, 4)]);
  });

  it('are not those that became a part of a longer one', () => {
    const looked = { before: [window(0, 10)], open: [window(0, 15)], watermark: 5 };
    expect(firedWindows([], looked)).toEqual([]);
  });

  it('are open again where a late row opens one of them', () => {
    expect(firedWindows([window(0, 1)], { before: [], open: [window(0, 1)], watermark: 5 })).toEqual([]);
  });
});
