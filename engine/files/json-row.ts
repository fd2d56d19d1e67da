import type { FileColumn } from '../document/plan.ts';
import type { RowCells } from './row-cells.ts';
import { wrongType } from './row-cells.ts';

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
  try {
    return JSON.parse(text);
  } catch (error) {
    const repaired = withoutWords(text);
    if (repaired === text) throw error;
    return JSON.parse(repaired);
  }
}

/** `text` with Infinity for NaN and infinities: a column of doubles reads it as null, every other column refuses it. */
function withoutWords(text: string): string {
  let result = '';
  let copied = 0;
  STRING_OR_WORD.lastIndex = 0;
  for (let match = STRING_OR_WORD.exec(text); match !== null; match = STRING_OR_WORD.exec(text)) {
    if (match[0] === '"') {
      STRING_OR_WORD.lastIndex = endOfString(text, match.index);
      continue;
    }
    result += `${text.slice(copied, match.index)}1e999`;
    copied = STRING_OR_WORD.lastIndex;
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
