import type { Field } from '../../data/types.ts';
import type { FileSinkOptions, SinkNode } from '../../document/plan.ts';
import { viewOf } from './select.ts';
import type { Statement } from './statement.ts';
import { connector, JSON_FORMAT } from './tables.ts';
import { duration, lines, quoted, SQL_TYPES } from './text.ts';
import { ISO_FORMAT } from './times.ts';
import type { Writing } from './writing.ts';

/** A sink as a table. */
export function sinkTable(node: SinkNode, writing: Writing): Statement {
  refuseOptions(node, writing);
  const columns = node.schema.map((field) => `${quoted(field.name)} ${typeOf(field, isCsv(node, writing))}`);
  const body = lines(columns);
  const create = `CREATE TEMPORARY TABLE ${quoted(node.id)} (\n${body}\n) WITH (\n${lines(options(node, writing))}\n)`;
  return { name: `${node.id}: ${describe(node, writing)}`, sql: create };
}

/** The rows that go into it, one statement for each of its inputs. */
export function inserts(node: SinkNode, writing: Writing): string[] {
  const columns = node.schema.map((field) => valueOf(field, isCsv(node, writing))).join(', ');
  return node.inputs.map(
    (input) => `INSERT INTO ${quoted(node.id)} SELECT ${columns} FROM ${viewOf(input, node, writing)}`,
  );
}

// Of the columns only: the time attribute that goes with them must not reach a sink twice.
function valueOf({ name, type }: Field, isText: boolean): string {
  if (type !== 'timestamp') return quoted(name);
  return isText ? `DATE_FORMAT(${quoted(name)}, ${ISO_FORMAT})` : `CAST(${quoted(name)} AS TIMESTAMP_LTZ(3))`;
}

function typeOf({ type }: Field, isText: boolean): string {
  if (type !== 'timestamp') return SQL_TYPES[type];
  return isText ? 'STRING' : 'TIMESTAMP_LTZ(3)';
}

function isCsv({ sink }: SinkNode, { options: { tables } }: Writing): boolean {
  return tables === 'filesystem' && sink.type === 'file' && sink.format === 'csv';
}

function options(node: SinkNode, writing: Writing): string[] {
  const { sink } = node;
  if (sink.type === 'console') return ["'connector' = 'print'"];
  if (sink.type !== 'file') return ["'connector' = 'blackhole'"];
  if (writing.options.tables === 'filesystem') return [...connector(node, writing), ...fileOptions(sink)];
  const delivery = writing.plan.settings.checkpoint.mode === 'exactly_once' ? EXACTLY_ONCE(node.id) : [];
  return [...connector(node, writing), ...delivery, ...JSON_FORMAT];
}

const EXACTLY_ONCE = (id: string): string[] => [
  "'sink.delivery-guarantee' = 'exactly-once'",
  `'sink.transactional-id-prefix' = '${id}'`,
];

function fileOptions({ format, rolling }: FileSinkOptions): string[] {
  return [
    `'sink.rolling-policy.file-size' = '${rolling.sizeBytes}b'`,
    `'sink.rolling-policy.rollover-interval' = '${duration(rolling.intervalMs)}'`,
    ...(format === 'csv' ? ["'format' = 'csv'"] : JSON_FORMAT),
  ];
}

function refuseOptions(node: SinkNode, writing: Writing): void {
  const { sink } = node;
  if (sink.type === 'http') {
    writing.refuse(
      node,
      'a sink of type http',
      'Flink has no such connector; write a file, or use --tables kafka with one',
    );
  }
  if (sink.type === 'kafka') {
    writing.refuse(
      node,
      'a sink of type kafka',
      'its key and headers are not said in SQL yet; use --tables kafka with a file',
    );
  }
  if (sink.type !== 'file') return;
  if (sink.encrypt !== undefined) {
    writing.refuse(node, 'encrypt', "Flink's tables are not encrypted; take it out, or keep it local");
  }
  if (sink.format === 'parquet' && writing.options.tables === 'filesystem') {
    writing.refuse(node, 'format: parquet', 'times in it are not written alike; write ndjson, or use --tables kafka');
  }
}

/** What it is for, and what differs. */
function describe({ sink }: SinkNode, writing: Writing): string {
  if (sink.type === 'console') return 'printed by the task managers';
  if (sink.type !== 'file') return `a ${sink.type} here, nothing there`;
  if (writing.options.tables === 'kafka') return 'a topic of JSON';
  const plain = sink.compress === 'none' ? '' : ', not compressed';
  return sink.format === 'csv' ? `files of CSV without a line of names${plain}` : `files of JSON${plain}`;
}
