/**
 * The order of two strings by code point: negative, 0 or positive.
 *
 * JavaScript's `<` compares UTF-16 units, which puts U+10000 and up (written with surrogates) before U+E000 to U+FFFF.
 */
export function compareText(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

/** How many code points `text` has; half a surrogate pair alone counts as one. */
export function countCodePoints(text: string): number {
  let pairs = 0;
  for (let i = 0; i + 1 < text.length; i++) {
    if (!isPairAt(text, i)) continue;
    pairs++;
    i++;
  }
  return text.length - pairs;
}

/** The UTF-16 offset of code point number `count` of `text`, its length where it has fewer. */
export function unitOffset(text: string, count: number): number {
  let offset = 0;
  for (let left = count; 0 < left && offset < text.length; left--) offset += isPairAt(text, offset) ? 2 : 1;
  return offset;
}

// Surrogates stand for the code points above all others, so they go behind U+E000 to U+FFFF. Within a pair the order is right already.
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

function isPairAt(text: string, offset: number): boolean {
  const high = text.charCodeAt(offset);
  const low = text.charCodeAt(offset + 1);
  return 0xd800 <= high && high < 0xdc00 && 0xdc00 <= low && low < 0xe000;
}
