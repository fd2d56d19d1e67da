import type { PlanNode } from '../../document/plan.ts';
import { literal } from './text.ts';
import type { Writing } from './writing.ts';

/** JSON as it is written here: times in ISO 8601 with a Z. */
export const JSON_FORMAT = ["'format' = 'json'", "'json.timestamp-format.standard' = 'ISO-8601'"];

/** Where the rows of a table are: a file or folder, or a topic that is called like the node. What is not known is a `${PLACEHOLDER}`. */
export function connector(node: PlanNode, { options }: Writing): string[] {
  if (options.tables === 'kafka') {
    return [
      "'connector' = 'kafka'",
      `'topic' = ${literal(node.id)}`,
      "'properties.bootstrap.servers' = '${KAFKA_SERVERS}'",
    ];
  }
  const path = options.paths.get(node.id) ?? pathOf(node);
  return ["'connector' = 'filesystem'", `'path' = ${literal(path ?? placeholder(node))}`];
}

function pathOf(node: PlanNode): string | null {
  if (node.role === 'source') return node.source.type === 'file' ? node.source.path : null;
  return node.role === 'sink' && node.sink.type === 'file' ? node.sink.path : null;
}

function placeholder({ id }: PlanNode): string {
  return `\${${id.replaceAll('-', '_').toUpperCase()}_PATH}`;
}
