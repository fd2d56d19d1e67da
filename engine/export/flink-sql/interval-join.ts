import type { IntervalJoinOptions, OperatorNode } from '../../document/plan.ts';
import { select, viewOf } from './select.ts';
import type { Statement } from './statement.ts';
import { view } from './statement.ts';
import { interval, quoted } from './text.ts';
import type { Writing } from './writing.ts';
import { laterSide } from './writing.ts';

type JoinNode = OperatorNode & { readonly operator: IntervalJoinOptions };

/** `interval_join`. */
export function intervalJoinView(node: JoinNode, writing: Writing): Statement[] {
  const [left, right] = node.inputs;
  if (!writing.needTime(node, 'interval_join')) return [];
  const [leftSchema, rightSchema] = [writing.schemaOf(left!), writing.schemaOf(right!)];
  const sides = [...leftSchema.map(({ name }) => ['l', name]), ...rightSchema.map(({ name }) => ['r', name])] as const;
  const columns = sides.map(([side, name], i) => `${side}.${quoted(name!)} AS ${quoted(node.schema[i]!.name)}`);
  const time = quoted(writing.time);
  const later = laterSide(node.operator);
  if (later !== null) columns.push(`${later === 'left' ? 'l' : 'r'}.${time}`);
  const { on, lowerMs, upperMs } = node.operator;
  const equal = on.map(
    (pair) => `l.${quoted(leftSchema[pair.left]!.name)} = r.${quoted(rightSchema[pair.right]!.name)}`,
  );
  const from = `FROM ${viewOf(left!, node, writing)} AS l\nJOIN ${viewOf(right!, node, writing)} AS r`;
  const between = `r.${time} BETWEEN ${moved(`l.${time}`, lowerMs)} AND ${moved(`l.${time}`, upperMs)}`;
  return [view(node, select(columns, `${from}\nON ${[...equal, between].join(' AND ')}`))];
}

function moved(time: string, ms: number): string {
  if (ms === 0) return time;
  return `${time} ${ms < 0 ? '-' : '+'} ${interval(Math.abs(ms))}`;
}
