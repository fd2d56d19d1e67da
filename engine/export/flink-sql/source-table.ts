import type { EventTime, FileColumn, SourceNode } from '../../document/plan.ts';
import { isGlob } from '../../data/is-glob.ts';
import { KEY_OPTIONS } from './entry-columns.ts';
import { SourceColumns } from './source-columns.ts';
import { item, select } from './select.ts';
import type { Statement } from './statement.ts';
import { view } from './statement.ts';
import { connector, JSON_FORMAT } from './tables.ts';
import { duration, interval, lines, quoted } from './text.ts';
import type { Writing } from './writing.ts';

/** A source as a table with its watermark, and the view of its rows. */
export function sourceStatements(node: SourceNode, writing: Writing): Statement[] {
  refuseOptions(node, writing);
  const { source } = node;
  const isFile = writing.tableOf(node) === 'filesystem';
  const isCsv = isFile && source.type === 'file' && source.format === 'csv';
  const isRead = source.type === 'file' || (source.type === 'kafka' && !isFile);
  const columns = isRead
    ? source.columns
    : node.schema.map(({ name, type }): FileColumn => ({ name, type, from: name }));
  const read = new SourceColumns(columns, {
    isCsv,
    isWrittenHere: !isRead,
    isTopic: source.type === 'kafka' && !isFile,
  });
  if (read.hasClash) {
    writing.refuse(
      node,
      'from',
      'one field is read as two types; read it once, and CAST it in an extend behind the source',
    );
  }
  const time = source.eventTime === null ? [] : timeColumns(source.eventTime, { read, writing });
  const table = `${node.id}_table`;
  const body = [...read.physical, ...time];
  const create = `CREATE TEMPORARY TABLE ${quoted(table)} (\n${lines(body)}\n) WITH (\n${lines(options(node, { isCsv, hasKey: read.hasKey }, writing))}\n)`;
  const given = node.schema.map(({ name, type }) => item(read.valueOf(name, type), name));
  const passedTime = source.eventTime === null ? [] : [quoted(writing.time)];
  return [
    { name: `${table}: ${describe(node, writing)}`, sql: create },
    view(node, select([...given, ...passedTime], `FROM ${quoted(table)}`)),
  ];
}

interface TimeContext {
  readonly read: SourceColumns;
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

interface Form {
  readonly isCsv: boolean;
  readonly hasKey: boolean;
}

function options(node: SourceNode, { isCsv, hasKey }: Form, writing: Writing): string[] {
  const format = isCsv ? csvFormat(node) : JSON_FORMAT;
  if (writing.tableOf(node) === 'filesystem') return [...connector(node, writing), ...format];
  const { source } = node;
  const idle = source.eventTime?.idleTimeoutMs ?? null;
  const [start, isBounded] = source.type === 'kafka' ? [source.start, source.isBounded] : ['earliest', false];
  return [
    ...connector(node, writing),
    "'properties.isolation.level' = 'read_committed'",
    `'scan.startup.mode' = '${start}-offset'`,
    ...(isBounded ? ["'scan.bounded.mode' = 'latest-offset'"] : []),
    "'scan.watermark.emit.strategy' = 'on-event'",
    ...(idle === null ? [] : [`'scan.watermark.idle-timeout' = '${duration(idle)}'`]),
    ...format,
    ...(hasKey ? KEY_OPTIONS : []),
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
  if (source.type !== 'file' || writing.tableOf(node) === 'kafka') return;
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

function describe(node: SourceNode, writing: Writing): string {
  const { source } = node;
  const isTopic = writing.tableOf(node) === 'kafka';
  if (source.type === 'kafka' && isTopic) return `the topic ${source.topic}`;
  if (source.type === 'file' && !isTopic) return 'the rows of its file';
  return source.type === 'file' ? 'its rows as JSON' : `what the source of type ${source.type} gives, as JSON`;
}
