import type { FileColumn } from '../document/plan.ts';
import type { RowCells } from './row-cells.ts';
import { wrongType } from './row-cells.ts';

/** Words that JSON does not have and some programs write all the same; strings are matched first, and left alone. */
const NOT_A_NUMBER = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

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
    // Infinity stands for all three: a column of doubles reads it as null, every other column refuses it.
    const repaired = text.replace(NOT_A_NUMBER, (match) => (match.startsWith('"') ? match : '1e999'));
    if (repaired === text) throw error;
    return JSON.parse(repaired);
  }
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
