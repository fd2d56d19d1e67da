import type { Field } from '../../data/types.ts';
import type { FileSinkOptions, KafkaSinkOptions, SinkNode } from '../../document/plan.ts';
import { KEY_OPTIONS } from './entry-columns.ts';
import { entryParts } from './sink-entries.ts';
import { viewOf } from './select.ts';
import type { Statement } from './statement.ts';
import { connector, JSON_FORMAT } from './tables.ts';
import { duration, lines, literal, quoted, SQL_TYPES } from './text.ts';
import { ISO_FORMAT } from './times.ts';
import type { Writing } from './writing.ts';

/** A sink as a table. */
export function sinkTable(node: SinkNode, writing: Writing): Statement {
  refuseOptions(node, writing);
  const columns = [
    ...node.schema.map((field) => `${quoted(field.name)} ${typeOf(field, isCsv(node, writing))}`),
    ...entryParts(node, writing).map(({ declared }) => declared),
  ];
  const body = lines(columns);
  const create = `CREATE TEMPORARY TABLE ${quoted(node.id)} (\n${body}\n) WITH (\n${lines(options(node, writing))}\n)`;
  return { name: `${node.id}: ${describe(node, writing)}`, sql: create };
}

/** The rows that go into it, one statement for each of its inputs. */
export function inserts(node: SinkNode, writing: Writing): string[] {
  const parts = entryParts(node, writing).map(({ value }) => value);
  const columns = [...node.schema.map((field) => valueOf(field, isCsv(node, writing))), ...parts].join(', ');
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

function isCsv(node: SinkNode, writing: Writing): boolean {
  const { sink } = node;
  return sink.type === 'file' && sink.format === 'csv' && writing.tableOf(node) === 'filesystem';
}

function options(node: SinkNode, writing: Writing): string[] {
  const { sink } = node;
  if (sink.type === 'console') return ["'connector' = 'print'"];
  if (sink.type !== 'file' && sink.type !== 'kafka') return ["'connector' = 'blackhole'"];
  if (writing.tableOf(node) === 'kafka') {
    return [
      ...connector(node, writing),
      ...delivery(node, writing),
      ...compression(sink),
      ...JSON_FORMAT,
      ...keyOptions(node),
    ];
  }
  return [...connector(node, writing), ...(sink.type === 'file' ? fileOptions(sink) : JSON_FORMAT)];
}

function compression({ compress }: FileSinkOptions | KafkaSinkOptions): string[] {
  return compress === 'none' ? [] : [`'properties.compression.type' = '${compress}'`];
}

function keyOptions({ sink }: SinkNode): readonly string[] {
  return sink.type === 'kafka' && sink.key !== null ? KEY_OPTIONS : [];
}

/** How long a cluster lets a transaction stay open, unless it was told another time; the connector asks for an hour, which it refuses. */
const TRANSACTION_MS = 900_000;

function delivery({ id, sink }: SinkNode, { plan: { name, settings } }: Writing): string[] {
  const isOnce = sink.type === 'kafka' ? sink.delivery === 'exactly_once' : settings.checkpoint.mode === 'exactly_once';
  if (!isOnce) return [];
  const prefix = (sink.type === 'kafka' ? sink.transactionalId : null) ?? `${name}-${id}`;
  return [
    "'sink.delivery-guarantee' = 'exactly-once'",
    `'sink.transactional-id-prefix' = ${literal(prefix)}`,
    `'properties.transaction.timeout.ms' = '${TRANSACTION_MS}'`,
  ];
}

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
  if (sink.type === 'kafka') refuseUncommitted(node, sink, writing);
  if (sink.type !== 'file') return;
  if (sink.encrypt !== undefined) {
    writing.refuse(node, 'encrypt', "Flink's tables are not encrypted; take it out, or keep it local");
  }
  if (sink.format === 'parquet' && writing.tableOf(node) === 'filesystem') {
    writing.refuse(node, 'format: parquet', 'times in it are not written alike; write ndjson, or use --tables kafka');
  }
}

function refuseUncommitted(node: SinkNode, { delivery }: KafkaSinkOptions, writing: Writing): void {
  if (delivery !== 'exactly_once' || writing.plan.settings.checkpoint.mode !== 'none') return;
  if (writing.tableOf(node) === 'filesystem') return;
  const why =
    'without checkpoints Flink commits nothing before the end; set settings.checkpoint.mode to exactly_once, or delivery to at_least_once';
  writing.refuse(node, 'delivery: exactly_once', why);
}

/** What it is for, and what differs. */
function describe(node: SinkNode, writing: Writing): string {
  const { sink } = node;
  if (sink.type === 'console') return 'printed by the task managers';
  if (sink.type === 'kafka') return writing.tableOf(node) === 'kafka' ? `the topic ${sink.topic}` : 'files of JSON';
  if (sink.type !== 'file') return `a ${sink.type} here, nothing there`;
  if (writing.tableOf(node) === 'kafka') return 'a topic of JSON';
  const plain = sink.compress === 'none' ? '' : ', not compressed';
  return sink.format === 'csv' ? `files of CSV without a line of names${plain}` : `files of JSON${plain}`;
}
