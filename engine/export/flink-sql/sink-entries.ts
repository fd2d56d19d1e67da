import type { Field } from '../../data/types.ts';
import type { KafkaSinkOptions, SinkNode } from '../../document/plan.ts';
import { DECLARED } from './entry-columns.ts';
import { literal, quoted } from './text.ts';
import { ISO_FORMAT } from './times.ts';
import type { Writing } from './writing.ts';

/** A column of the table of a topic that is no column here, and what rows put into it. */
export interface EntryPart {
  readonly declared: string;
  readonly value: string;
}

/** What an entry of a topic has beside its value: its key, its time and its headers. */
export function entryParts(node: SinkNode, writing: Writing): EntryPart[] {
  const { sink } = node;
  if (sink.type !== 'kafka' || writing.tableOf(node) !== 'kafka') return [];
  const text = (column: string, what: string): string => textOf(column, what, { node, writing });
  return [
    ...(sink.key === null ? [] : [{ declared: DECLARED.$key, value: text(sink.key, 'key') }]),
    ...timePart(node, writing),
    ...headersPart(sink, text),
  ];
}

// It is no time attribute any more, of which a sink takes one at most.
function timePart(node: SinkNode, writing: Writing): EntryPart[] {
  const isTimed = node.inputs.every((input) => writing.isTimed(writing.node(input)));
  if (!isTimed) return [];
  return [{ declared: DECLARED.$timestamp, value: `CAST(${quoted(writing.time)} AS TIMESTAMP_LTZ(3))` }];
}

// The connector leaves out headers that are null.
function headersPart({ headers }: KafkaSinkOptions, text: (column: string, what: string) => string): EntryPart[] {
  const all = Object.entries(headers);
  if (all.length === 0) return [];
  const pairs = all.map(([name, column]) => `${literal(name)}, ENCODE(${text(column, `the header ${name}`)}, 'UTF-8')`);
  return [{ declared: DECLARED.$headers, value: `MAP[${pairs.join(', ')}]` }];
}

interface TextContext {
  readonly node: SinkNode;
  readonly writing: Writing;
}

/** The text of a column as it is printed here. */
function textOf(column: string, what: string, { node, writing }: TextContext): string {
  const { type } = node.schema.find(({ name }) => name === column) as Field;
  const name = quoted(column);
  switch (type) {
    case 'string':
      return name;
    case 'timestamp':
      return `DATE_FORMAT(${name}, ${ISO_FORMAT})`;
    case 'boolean':
      return `LOWER(CAST(${name} AS STRING))`;
    case 'bigint':
      return `CAST(${name} AS STRING)`;
    case 'double': {
      const why = `Flink prints 1 as 1.0; CAST ${column} to BIGINT before, or take a column of text`;
      writing.refuse(node, what, why);
      return name;
    }
  }
}
