import type { FileColumn } from '../../document/plan.ts';
import type { ColumnType } from '../../data/types.ts';
import { DECLARED, entryPart, entryValue } from './entry-columns.ts';
import { quoted, SQL_TYPES } from './text.ts';

/** Of what form the rows of a source are. */
export interface ReadForm {
  readonly isCsv: boolean;
  /** Its times are texts as they are written here, not of any form that is read. */
  readonly isWrittenHere: boolean;
  /** They are entries of Kafka, of which more than the value can be a column. */
  readonly isTopic: boolean;
}

/** What is read, and how it becomes columns. */
export class SourceColumns {
  /** The fields, with their types. */
  readonly physical: string[];
  /** Whether one field is read as two things, which a table cannot say. */
  readonly hasClash: boolean;
  /** Whether the key of an entry of Kafka is a column. */
  readonly hasKey: boolean;
  readonly #isWrittenHere: boolean;
  /** By name: where the value of a column is. */
  readonly #places = new Map<string, string>();
  /** By name: the value of a column that is no field of the value of an entry. */
  readonly #ofEntries = new Map<string, string>();

  constructor(columns: readonly FileColumn[], { isCsv, isWrittenHere, isTopic }: ReadForm) {
    this.#isWrittenHere = isWrittenHere;
    const fields: Tree = new Map();
    const parts = new Set<keyof typeof DECLARED>();
    let isClear = true;
    for (const column of columns) {
      const part = isTopic ? entryPart(column.from) : null;
      if (part !== null) {
        parts.add(part);
        this.#ofEntries.set(column.name, entryValue(column));
        continue;
      }
      const place = isCsv ? [column.name] : column.from.split('.');
      this.#places.set(column.name, place.map(quoted).join('.'));
      isClear = grow(fields, place, this.#typeOf(column.type)) && isClear;
    }
    const typed = [...fields].map(([name, of]) => `${quoted(name)} ${typeof of === 'string' ? of : rowType(of)}`);
    this.physical = [...typed, ...[...parts].map((part) => DECLARED[part])];
    this.hasClash = !isClear || [...parts].some((part) => fields.has(part));
    this.hasKey = parts.has('$key');
  }

  /** The value of a column. A time is a text in ISO 8601, of UTC, or a number of milliseconds. */
  valueOf(name: string, type: ColumnType): string {
    const ofEntry = this.#ofEntries.get(name);
    if (ofEntry !== undefined) return ofEntry;
    const column = this.#places.get(name)!;
    if (type !== 'timestamp') return column;
    if (this.#isWrittenHere) return `CAST(${column} AS TIMESTAMP(3))`;
    const number = `CAST(TO_TIMESTAMP_LTZ(TRY_CAST(${column} AS BIGINT), 3) AS TIMESTAMP(3))`;
    const text = `TRY_CAST(REPLACE(REPLACE(${column}, 'T', ' '), 'Z', '') AS TIMESTAMP(3))`;
    // Only one of them is tried: one that fails is an exception there, which costs more than the row.
    return `CASE WHEN ${column} LIKE '____-%' THEN ${text} ELSE ${number} END`;
  }

  #typeOf(type: ColumnType): string {
    if (type !== 'timestamp') return SQL_TYPES[type];
    return this.#isWrittenHere ? 'TIMESTAMP_LTZ(3)' : 'STRING';
  }
}

/** Fields of JSON by name: of a type, or nested. */
type Tree = Map<string, Tree | string>;

/** False where the field is there already as something else. */
function grow(tree: Tree, [first, ...rest]: readonly string[], type: string): boolean {
  const below = tree.get(first!);
  if (rest.length === 0) {
    if (below === undefined) tree.set(first!, type);
    return below === undefined || below === type;
  }
  if (typeof below === 'string') return false;
  const next: Tree = below ?? (new Map() as Tree);
  tree.set(first!, next);
  return grow(next, rest, type);
}

function rowType(tree: Tree): string {
  const fields = [...tree].map(([name, type]) => `${quoted(name)} ${typeof type === 'string' ? type : rowType(type)}`);
  return `ROW<${fields.join(', ')}>`;
}
