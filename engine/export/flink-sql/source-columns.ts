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
  readonly physical: string[] = [];
  readonly computed: string[] = [];
  readonly hasClash: boolean;
  /** Whether the key of an entry of Kafka is a column. */
  readonly hasKey: boolean;
  readonly #isWrittenHere: boolean;
  /** By name: the value of a column that is no field of the value of an entry. */
  readonly #ofEntries = new Map<string, string>();

  constructor(columns: readonly FileColumn[], { isCsv, isWrittenHere, isTopic }: ReadForm) {
    this.#isWrittenHere = isWrittenHere;
    const nested: Tree = new Map();
    const top = new Set<string>();
    const parts = new Set<keyof typeof DECLARED>();
    for (const column of columns) {
      const { name, type, from } = column;
      const part = isTopic ? entryPart(from) : null;
      if (part !== null) {
        parts.add(part);
        this.#ofEntries.set(name, entryValue(column));
        continue;
      }
      const [first, ...rest] = isCsv ? [name] : from.split('.');
      if (rest.length === 0) this.physical.push(`${quoted(first!)} ${this.#typeOf(type)}`);
      else grow(nested, from.split('.'), this.#typeOf(type));
      top.add(first!);
      if (!isCsv && from !== name) this.computed.push(`${quoted(name)} AS ${from.split('.').map(quoted).join('.')}`);
    }
    for (const [name, tree] of nested) this.physical.push(`${quoted(name)} ${rowType(tree as Tree)}`);
    for (const part of parts) this.physical.push(DECLARED[part]);
    const isTaken = ({ name, from }: FileColumn): boolean =>
      name !== from && !this.#ofEntries.has(name) && top.has(name);
    this.hasClash = !isCsv && (columns.some(isTaken) || [...parts].some((part) => top.has(part)));
    this.hasKey = parts.has('$key');
  }

  /** The value of a column. A time is a text in ISO 8601, of UTC, or a number of milliseconds. */
  valueOf(name: string, type: ColumnType): string {
    const ofEntry = this.#ofEntries.get(name);
    if (ofEntry !== undefined) return ofEntry;
    const column = quoted(name);
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

function grow(tree: Tree, [first, ...rest]: readonly string[], type: string): void {
  if (rest.length === 0) {
    tree.set(first!, type);
    return;
  }
  const below = tree.get(first!);
  const next: Tree = below instanceof Map ? below : (new Map() as Tree);
  tree.set(first!, next);
  grow(next, rest, type);
}

function rowType(tree: Tree): string {
  const fields = [...tree].map(([name, type]) => `${quoted(name)} ${typeof type === 'string' ? type : rowType(type)}`);
  return `ROW<${fields.join(', ')}>`;
}
