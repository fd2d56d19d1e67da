import type { FileColumn } from '../document/plan.ts';
import { saysWhole } from '../data/whole-number.ts';
import type { RowCells } from './row-cells.ts';
import { notWhole, wrongType } from './row-cells.ts';

/** A number that its nearest double may say less of: one with many digits, or far behind the point. */
const LONG = /-?\d[\d.]{16,}(?:[eE][-+]?\d+)?|-?\d[\d.]*[eE]-\d{3,}/;
const STRING_OR_LONG = new RegExp(`"|${LONG.source}`, 'g');
/** The name, and how it stands in JSON, of the one field of what stands for such a number: its digits. */
const DIGITS = '\0digits';
const DIGITS_TEXT = '\\u0000digits';
/** The start of a string, and the words that JSON does not have and some programs write all the same. */
const STRING_OR_WORD = /"|-?\b(?:NaN|Infinity)\b/g;
const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Reads one JSON object with `JSON.parse` into `cells`. The slow way: it takes everything that JSON has, and tells what is
 * wrong. A field named like the whole `from` is taken first; else a point in it leads into nested objects.
 */
export function readJsonRow(text: string, columns: readonly FileColumn[], cells: RowCells): string | null {
  try {
    return readJsonObject(parseJson(text), columns, cells);
  } catch (error) {
    // SyntaxError is how JSON.parse says that the text is none.
    return `not JSON: ${(error as Error).message}`;
  }
}

/** Reads a parsed value, which should be an object, into `cells`; the reason why it is no row, or null. */
export function readJsonObject(value: unknown, columns: readonly FileColumn[], cells: RowCells): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not a JSON object';
  for (let c = 0; c < columns.length; c++) {
    const reason = setJson(cells, c, fieldOf(value, columns[c]!.from));
    if (reason !== null) return reason;
  }
  return null;
}

/** The value of `text`, with NaN and infinities where numbers are; throws a SyntaxError where it is no JSON. */
export function parseJson(text: string): unknown {
  const exact = withDigits(text);
  try {
    return JSON.parse(exact);
  } catch (error) {
    // Infinity for NaN and infinities: a column of doubles reads it as null, every other column refuses it.
    const repaired = outsideStrings(exact, STRING_OR_WORD, () => '1e999');
    if (repaired === exact) throw error;
    return JSON.parse(repaired);
  }
}

/** `text` with an object in place of each number that `JSON.parse` would round to a whole one. */
function withDigits(text: string): string {
  if (!LONG.test(text) || text.includes(DIGITS_TEXT)) return text;
  return outsideStrings(text, STRING_OR_LONG, (number) =>
    Number.isInteger(Number(number)) && !saysWhole(number) ? `{"${DIGITS_TEXT}":"${number}"}` : number,
  );
}

function outsideStrings(text: string, pattern: RegExp, replace: (match: string) => string): string {
  let result = '';
  let copied = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match[0] === '"') {
      pattern.lastIndex = endOfString(text, match.index);
      continue;
    }
    result += text.slice(copied, match.index) + replace(match[0]);
    copied = pattern.lastIndex;
  }
  return result + text.slice(copied);
}

// By hand: a search for a whole string keeps a way back for each of its characters, of which there may be millions.
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return Math.min(at + 1, text.length);
}

/** What `path` leads to in `object`: a field of that name, or one inside of others; null where there is none. */
export function fieldOf(object: object, path: string): unknown {
  if (Object.hasOwn(object, path)) return (object as Record<string, unknown>)[path];
  if (!path.includes('.')) return null;
  let value: unknown = object;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function setJson(cells: RowCells, c: number, value: unknown): string | null {
  if (value === null) {
    cells.setNull(c);
    return null;
  }
  const column = cells.columns[c]!;
  const digits = digitsOf(value);
  if (digits !== null) return setRounded(cells, c, digits);
  switch (column.type) {
    case 'string':
      if (typeof value !== 'string') return wrongType(column, value);
      cells.setText(c, value);
      return null;
    case 'boolean':
      if (typeof value !== 'boolean') return wrongType(column, value);
      cells.setValue(c, value ? 1 : 0);
      return null;
    case 'timestamp':
      if (typeof value === 'string') return cells.setTime(c, value);
      return typeof value === 'number' ? cells.setNumber(c, value) : wrongType(column, value);
    default:
      return typeof value === 'number' ? cells.setNumber(c, value) : wrongType(column, value);
  }
}

function digitsOf(value: unknown): string | null {
  if (typeof value !== 'object') return null;
  return (value as { readonly [DIGITS]?: string })[DIGITS] ?? null;
}

function setRounded(cells: RowCells, c: number, digits: string): string | null {
  const column = cells.columns[c]!;
  if (column.type === 'double') return cells.setNumber(c, Number(digits));
  const isNumber = column.type === 'bigint' || column.type === 'timestamp';
  return isNumber ? notWhole(column, digits) : wrongType(column, Number(digits));
}
