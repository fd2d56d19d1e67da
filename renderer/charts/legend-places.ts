/** Between two entries. */
const BETWEEN = 16;

/** Where entries of a legend stand that are so wide, row by row; one that is wider than all has a row of its own. */
export function legendPlaces(
  widths: readonly number[],
  width: number,
): readonly { readonly x: number; readonly row: number }[] {
  let [x, row] = [0, 0];
  return widths.map((each) => {
    if (0 < x && width < x + each) [x, row] = [0, row + 1];
    const place = { x, row };
    x += each + BETWEEN;
    return place;
  });
}
