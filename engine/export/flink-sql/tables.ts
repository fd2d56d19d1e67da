import type { PlanNode } from '../../document/plan.ts';
import { placeholder } from './placeholder.ts';
import { topicOptions } from './topic-options.ts';
import { literal } from './text.ts';
import type { Writing } from './writing.ts';

/** JSON as it is written here: times in ISO 8601 with a Z. */
export const JSON_FORMAT = ["'format' = 'json'", "'json.timestamp-format.standard' = 'ISO-8601'"];

/** Where the rows of a table are: a file or folder, or a topic. What is not known is a `${PLACEHOLDER}`. */
export function connector(node: PlanNode, writing: Writing): string[] {
  if (writing.tableOf(node) === 'kafka') return topicOptions(node, writing);
  const path = writing.options.paths.get(node.id) ?? pathOf(node);
  return ["'connector' = 'filesystem'", `'path' = ${literal(path ?? placeholder(node, 'PATH'))}`];
}

function pathOf(node: PlanNode): string | null {
  if (node.role === 'source') return node.source.type === 'file' ? node.source.path : null;
  return node.role === 'sink' && node.sink.type === 'file' ? node.sink.path : null;
}
