import { compareText } from '../../data/compare-text.ts';

/** The order of file names: runs of digits compare as numbers (`part-0-9` before `part-0-10`), the rest by code point. */
export function compareNatural(left: string, right: string): number {
  const a = pieces(left);
  const b = pieces(right);
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = comparePieces(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  // `a1` and `a01`: equal as numbers, but two files.
  return a.length - b.length || compareText(left, right);
}

function pieces(name: string): readonly string[] {
  return name.match(/\d+|\D+/g) ?? [];
}

function comparePieces(a: string, b: string): number {
  const bothDigits = /^\d/.test(a) && /^\d/.test(b);
  if (!bothDigits) return compareText(a, b);
  const [left, right] = [a.replace(/^0+(?=\d)/, ''), b.replace(/^0+(?=\d)/, '')];
  return left.length - right.length || compareText(left, right);
}
