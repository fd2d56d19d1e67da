/** The way a YAML scalar is written. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

/** A scalar's value and how it stands in the text: from `start`, quotes and block header included, to `end`. */
export interface ScalarText {
  readonly source: string;
  readonly start: number;
  readonly end: number;
  readonly style: ScalarStyle;
  readonly value: string;
}

/**
 * For each unit of a scalar's value the offset in the source where it was written, and one more for the end.
 *
 * YAML never reorders: folding, indentation and line breaks only change white space, so everything else is found by
 * walking both texts at once. The place of a folded line break is that of the break.
 */
export function scalarPlaces(scalar: ScalarText): Uint32Array {
  const { source, value, style } = scalar;
  const places = new Uint32Array(value.length + 1);
  let place = contentStart(scalar);
  for (let i = 0; i < value.length;) {
    place = skipUnseen(scalar, place, isWhite(value[i]!));
    const written = style === 'double' && source[place] === '\\' ? escapeAt(source, place) : { length: 1, units: 1 };
    const { length } = style === 'single' && value[i] === "'" ? { length: 2 } : written;
    places.fill(place, i, i + written.units);
    i += written.units;
    place = Math.min(scalar.end, isFoldedAway(scalar, place, value[i - 1]!) ? place : place + length);
  }
  places[value.length] = place;
  return places;
}

/** Where the content begins: behind the quote, or on the line after the header of a block. */
function contentStart({ source, start, end, style }: ScalarText): number {
  if (style === 'plain') return start;
  if (style !== 'block') return start + 1;
  const lineEnd = source.indexOf('\n', start);
  return lineEnd === -1 || end <= lineEnd ? end : lineEnd + 1;
}

const ESCAPED_WHITE: readonly string[] = [' ', '\t', 't', 'n', 'r'];

/** Passes over white space that the value does not have, and over line breaks that an escape takes away. */
function skipUnseen({ source, end, style }: ScalarText, from: number, isWhiteNext: boolean): number {
  let place = from;
  while (place < end) {
    const escaped = style === 'double' && source[place] === '\\' ? source[place + 1]! : '';
    if (escaped === '\n' || escaped === '\r') {
      place += 2;
      while (place < end && isWhite(source[place]!)) place++;
    } else if (!isWhiteNext && ESCAPED_WHITE.includes(escaped)) place += 2;
    else if (!isWhiteNext && isWhite(source[place]!)) place++;
    else break;
  }
  return place;
}

/** Whether the value has white space where the source goes on with something else: it was made by folding. */
function isFoldedAway({ source, style }: ScalarText, place: number, unit: string): boolean {
  const next = source[place];
  return isWhite(unit) && !(next !== undefined && isWhite(next)) && !(style === 'double' && next === '\\');
}

/** The units that the escape at `place` takes in the source, and those that it gives. */
function escapeAt(source: string, place: number): { length: number; units: number } {
  const kind = source[place + 1];
  if (kind === 'x') return { length: 4, units: 1 };
  if (kind === 'u') return { length: 6, units: 1 };
  if (kind !== 'U') return { length: 2, units: 1 };
  return { length: 10, units: 0xffff < parseInt(source.slice(place + 2, place + 10), 16) ? 2 : 1 };
}

function isWhite(unit: string): boolean {
  return unit === ' ' || unit === '\t' || unit === '\n' || unit === '\r';
}
