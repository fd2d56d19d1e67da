import type { EventTime, FileColumn, SourceNode } from '../../document/plan.ts';
import { isGlob } from '../../data/is-glob.ts';
import type { ColumnType } from '../../data/types.ts';
import { item, select } from './select.ts';
import type { Statement } from './statement.ts';
import { view } from './statement.ts';
import { connector, JSON_FORMAT } from './tables.ts';
import { duration, interval, lines, quoted, SQL_TYPES } from './text.ts';
import type { Writing } from './writing.ts';

/** A source as a table with its watermark, and the view of its rows. */
export function sourceStatements(node: SourceNode, writing: Writing): Statement[] {
  refuseOptions(node, writing);
  const { source } = node;
  const isCsv = writing.options.tables === 'filesystem' && source.type === 'file' && source.format === 'csv';
  const columns =
    source.type === 'file'
      ? source.columns
      : node.schema.map(({ name, type }): FileColumn => ({ name, type, from: name }));
  const read = new Columns(columns, { isCsv, isWrittenHere: source.type !== 'file' });
  if (read.hasClash) {
    writing.refuse(node, 'from', "a column is called like another one's field; give it another name in the schema");
  }
  const time = source.eventTime === null ? [] : timeColumns(source.eventTime, { read, writing });
  const table = `${node.id}_table`;
  const body = [...read.physical, ...read.computed, ...time];
  const create = `CREATE TEMPORARY TABLE ${quoted(table)} (\n${lines(body)}\n) WITH (\n${lines(options(node, isCsv, writing))}\n)`;
  const given = node.schema.map(({ name, type }) => item(read.valueOf(name, type), name));
  const passedTime = source.eventTime === null ? [] : [quoted(writing.time)];
  return [
    { name: `${table}: ${describe(node, writing)}`, sql: create },
    view(node, select([...given, ...passedTime], `FROM ${quoted(table)}`)),
  ];
}

/** What is read, and how it becomes columns. */
class Columns {
  readonly physical: string[] = [];
  readonly computed: string[] = [];
  readonly hasClash: boolean;
  readonly #isWrittenHere: boolean;

  /** `isWrittenHere`: its times are texts as they are written here, not of any form that is read. */
  constructor(columns: readonly FileColumn[], { isCsv, isWrittenHere }: { isCsv: boolean; isWrittenHere: boolean }) {
    this.#isWrittenHere = isWrittenHere;
    const nested: Tree = new Map();
    const top = new Set<string>();
    for (const { name, type, from } of columns) {
      const [first, ...rest] = isCsv ? [name] : from.split('.');
      if (rest.length === 0) this.physical.push(`${quoted(first!)} ${this.#typeOf(type)}`);
      else grow(nested, from.split('.'), this.#typeOf(type));
      top.add(first!);
      if (!isCsv && from !== name) this.computed.push(`${quoted(name)} AS ${from.split('.').map(quoted).join('.')}`);
    }
    for (const [name, tree] of nested) this.physical.push(`${quoted(name)} ${rowType(tree as Tree)}`);
    const isTaken = ({ name, from }: FileColumn): boolean => name !== from && top.has(name);
    this.hasClash = !isCsv && columns.some(isTaken);
  }

  /** The value of a column. A time is a text in ISO 8601, of UTC, or a number of milliseconds. */
  valueOf(name: string, type: ColumnType): string {
    const column = quoted(name);
    if (type !== 'timestamp') return column;
    if (this.#isWrittenHere) return `CAST(${column} AS TIMESTAMP(3))`;
    const number = `CAST(TO_TIMESTAMP_LTZ(TRY_CAST(${column} AS BIGINT), 3) AS TIMESTAMP(3))`;
    // Both are computed there, whichever is taken, so neither may fail.
    return `COALESCE(${number}, TRY_CAST(REPLACE(REPLACE(${column}, 'T', ' '), 'Z', '') AS TIMESTAMP(3)))`;
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

interface TimeContext {
  readonly read: Columns;
  readonly writing: Writing;
}

// Flink's watermark t says that no row up to t comes any more, and ours the same of t, which is a millisecond less.
function timeColumns({ column, outOfOrdernessMs, offsetMs = 0 }: EventTime, { read, writing }: TimeContext): string[] {
  const time = quoted(writing.time);
  const moved = offsetMs === 0 ? '' : ` ${offsetMs < 0 ? '-' : '+'} ${interval(Math.abs(offsetMs))}`;
  return [
    `${time} AS ${read.valueOf(column, 'timestamp')}${moved}`,
    `WATERMARK FOR ${time} AS ${time} - ${interval(outOfOrdernessMs + 1)}`,
  ];
}

function options(node: SourceNode, isCsv: boolean, writing: Writing): string[] {
  const format = isCsv ? csvFormat(node) : JSON_FORMAT;
  if (writing.options.tables === 'filesystem') return [...connector(node, writing), ...format];
  const idle = node.source.eventTime?.idleTimeoutMs ?? null;
  return [
    ...connector(node, writing),
    "'scan.startup.mode' = 'earliest-offset'",
    "'scan.watermark.emit.strategy' = 'on-event'",
    ...(idle === null ? [] : [`'scan.watermark.idle-timeout' = '${duration(idle)}'`]),
    ...format,
  ];
}

function csvFormat({ source }: SourceNode): string[] {
  const delimiter = source.type === 'file' ? source.csv.delimiter : ',';
  const written = delimiter === ',' ? [] : [`'csv.field-delimiter' = '${delimiter === '\t' ? '\\t' : delimiter}'`];
  return ["'format' = 'csv'", "'csv.null-literal' = ''", ...written];
}

function refuseOptions(node: SourceNode, writing: Writing): void {
  const { source, rejectsPath } = node;
  if (rejectsPath !== null) {
    writing.refuse(node, 'rejects', 'Flink SQL keeps no rejected rows, a bad one ends the job; take it out');
  }
  if (source.type === 'kafka') {
    const why = 'where it starts and ends and its own columns are not said in SQL yet; use --tables kafka with a file';
    writing.refuse(node, 'a source of type kafka', why);
  }
  if (source.type !== 'file' || writing.options.tables === 'kafka') return;
  if (source.follow) {
    writing.refuse(
      node,
      'follow',
      "Flink's tables of files read each file once; use --tables kafka or set it to false",
    );
  }
  if (isGlob(source.path) && !writing.options.paths.has(node.id)) {
    const why =
      'Flink reads files in no certain order, so other rows would be late; name one file, or use --tables kafka';
    writing.refuse(node, 'the path of several files', why);
  }
  if (source.format === 'parquet') {
    writing.refuse(node, 'format: parquet', 'times in it are not read alike; write ndjson, or use --tables kafka');
  }
  if (source.format === 'csv' && source.csv.header) {
    const why = "Flink's csv knows no line of names; set csv: { header: false } for files without one, or use ndjson";
    writing.refuse(node, 'the header of csv', why);
  }
}

function describe({ source }: SourceNode, writing: Writing): string {
  if (source.type === 'file' && writing.options.tables === 'filesystem') return 'the rows of its file';
  return source.type === 'file' ? 'its rows as JSON' : `what the source of type ${source.type} gives, as JSON`;
}
