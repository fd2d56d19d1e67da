/** Orders two strings by code point: negative where `left` comes first, 0 where they are the same. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return codePointRank(a) - codePointRank(b);
  }
  return left.length - right.length;
}

// JavaScript's own order is by UTF-16 unit, where surrogates (code points above U+FFFF) wrongly come before U+E000 to U+FFFF.
function codePointRank(unit: number): number {
  return 0xd800 <= unit && unit <= 0xdfff ? unit + 0x10000 : unit;
}
