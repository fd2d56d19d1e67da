import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { dashColumns, Raster, type Colour } from '../../../renderer/charts/raster.ts';
import { Spans } from '../../../renderer/charts/spans.ts';

const RED: Colour = [255, 0, 0, 1];
const BLUE: Colour = [0, 0, 255, 1];

/** The line through the middle of these rows, one a column; a pair spans from one row to the other, null is a gap. */
function spans(rows: readonly (number | readonly [number, number] | null)[]): Spans {
  const made = new Spans(rows.length);
  rows.forEach((row, column) => {
    const [top, bottom] = row === null ? [NaN, NaN] : typeof row === 'number' ? [row + 0.5, row + 0.5] : row;
    made.tops[column] = top;
    made.bottoms[column] = bottom;
  });
  return made;
}

/** How opaque the pixels are, in tenths, row by row. */
function opacity({ bytes, width, height }: Raster): string[] {
  return Array.from({ length: height }, (_row, row) =>
    Array.from({ length: width }, (_column, column) => Math.round(bytes[(row * width + column) * 4 + 3]! / 25.5))
      .map((tenths) => (tenths === 10 ? '#' : tenths === 0 ? '.' : String(tenths)))
      .join(''),
  );
}

test('a level line is as wide as it is said to be, with soft edges where it ends within a pixel', () => {
  const raster = new Raster(3, 5);
  raster.line(spans([2, 2, 2]), { colour: RED, width: 1.5, dash: null });
  deepEqual(opacity(raster), ['...', '333', '###', '333', '...']);
});

test('a peak of one column reaches as far as its value, and hardly any further', () => {
  const raster = new Raster(3, 8);
  raster.line(spans([6, [2, 6.5], 6]), { colour: RED, width: 1, dash: null });
  deepEqual(opacity(raster), ['...', '.1.', '.#.', '.#.', '.#.', '.#.', '#6#', '...']);
});

test('where there is no reading nothing is drawn', () => {
  const raster = new Raster(3, 3);
  raster.line(spans([1, null, 1]), { colour: RED, width: 1, dash: null });
  deepEqual(opacity(raster), ['...', '#.#', '...']);
});

test('dashes leave columns out and move along with the line, but no steep part of it', () => {
  const columns = dashColumns([2, 1], 1)!;
  const drawn = (offset: number, rows: Parameters<typeof spans>[0]): string => {
    const raster = new Raster(rows.length, 4);
    raster.line(spans(rows), { colour: RED, width: 1, dash: { columns, offset } });
    return opacity(raster)[2]!;
  };
  deepEqual(
    [drawn(0, [2, 2, 2, 2, 2, 2]), drawn(1, [2, 2, 2, 2, 2, 2]), drawn(0, [2, 2, [0, 3], 2, 2, 2])],
    ['##.##.', '#.##.#', '#####.'],
  );
  equal(dashColumns([], 2), null);
  deepEqual([...dashColumns([1, 1], 2)!], [1, 1, 0, 0]);
});

test('an area reaches from under its line to the base, or to the line below', () => {
  const raster = new Raster(2, 6);
  raster.area(spans([1, 1]), null, 6, [255, 0, 0, 0.5]);
  deepEqual(opacity(raster), ['..', '33', '55', '55', '55', '55']);
  const between = new Raster(2, 6);
  between.area(
    spans([[1, 1], null]),
    spans([
      [4, 4],
      [4, 4],
    ]),
    6,
    [255, 0, 0, 0.5],
  );
  deepEqual(opacity(between), ['..', '5.', '5.', '5.', '..', '..']);
});

test('a line lies over what was drawn before, and half of it mixes', () => {
  const raster = new Raster(1, 2);
  raster.line(spans([[0, 2]]), { colour: RED, width: 1, dash: null });
  raster.line(spans([[1, 1.5]]), { colour: BLUE, width: 0, dash: null });
  deepEqual([...raster.bytes], [255, 0, 0, 255, 128, 0, 128, 255]);
});
