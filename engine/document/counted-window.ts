import type { ExtendOptions, Plan, PlanNode, SelectOptions, WindowShape } from './plan.ts';

/** The window that each point of a chart is the result of. */
export interface CountedWindow {
  /** From the first moment whose rows count to the one before which they end, in milliseconds. */
  readonly sizeMs: number;
  /** Which of its two ends a point stands at. */
  readonly at: 'start' | 'end';
}

type Nodes = ReadonlyMap<string, PlanNode>;

const END_OF: Readonly<Record<string, CountedWindow['at']>> = { window_start: 'start', window_end: 'end' };

/**
 * The window whose results reach the sink `sinkId`, where its column `x` tells one of the window's ends. Null: points are
 * something else, windows have no one size (sessions, counts, cumulating ones), or several inputs differ.
 */
export function countedWindow(plan: Plan, sinkId: string, x: string): CountedWindow | null {
  const nodes = new Map(plan.nodes.map((node) => [node.id, node]));
  const sink = nodes.get(sinkId);
  return sink === undefined ? null : before(sink, x, nodes);
}

/** The window before all inputs of `node`, whose column `name` tells one of its ends. */
function before(node: PlanNode, name: string, nodes: Nodes): CountedWindow | null {
  const [first, ...rest] = node.inputs.map((input) => {
    const from = nodes.get(input.node)!;
    // Late rows are those that came, not results.
    return input.output === 'main' ? behind(from, name, nodes) : before(from, name, nodes);
  });
  const isOne = rest.every((each) => each?.sizeMs === first?.sizeMs && each?.at === first?.at);
  return isOne ? (first ?? null) : null;
}

function behind(node: PlanNode, name: string, nodes: Nodes): CountedWindow | null {
  if (node.role !== 'operator') return null;
  const { operator } = node;
  switch (operator.type) {
    case 'window':
      return resultOf(operator.window, name);
    case 'filter':
    case 'union':
    case 'deduplicate':
    case 'lag':
    case 'top_n':
      return before(node, name, nodes);
    case 'select':
    case 'extend': {
      const made = madeFrom(operator, name);
      return made === null ? null : before(node, made, nodes);
    }
    case 'interval_join':
    case 'pattern':
      return null;
  }
}

function resultOf(shape: WindowShape, name: string): CountedWindow | null {
  const at = END_OF[name];
  if (at === undefined || (shape.type !== 'tumbling' && shape.type !== 'sliding')) return null;
  return { sizeMs: shape.sizeMs, at };
}

/** The input's column that the column `name` is, under whatever name; null: it is computed. */
function madeFrom({ type, columns }: SelectOptions | ExtendOptions, name: string): string | null {
  const made = columns.find((column) => column.name === name)?.expression;
  if (made?.kind === 'column') return made.name;
  return type === 'extend' && made === undefined ? name : null;
}
