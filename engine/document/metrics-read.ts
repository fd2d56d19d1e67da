import type { Expression } from '../expression/index.ts';
import type { Plan, PlanNode } from './plan.ts';

/** The column in which a reading says what it measures. */
const METRIC = 'metric';

/**
 * The metrics whose rows can reach the sink `sinkId`, as far as the conditions before it tell; a `*` in one stands for anything.
 * Empty: they cannot be told, or all can.
 *
 * Conditions that count: `metric = 'x'`, `metric IN ('x', 'y')`, `metric LIKE 'x%'`, and AND and OR of those; and the
 * metrics that a source is told to read.
 */
export function metricsRead(plan: Plan, sinkId: string): readonly string[] {
  const nodes = new Map(plan.nodes.map((node) => [node.id, node]));
  const sink = nodes.get(sinkId);
  return (sink && inputMetrics(sink, nodes).metrics) ?? [];
}

/** Null: all, or they cannot be told. */
type Metrics = readonly string[] | null;

interface Reach {
  readonly metrics: Metrics;
  /** Whether the column `metric` is still that of the readings. */
  readonly isNamed: boolean;
}

type Nodes = ReadonlyMap<string, PlanNode>;

function inputMetrics(node: PlanNode, nodes: Nodes): Reach {
  const inputs = node.inputs.map((input) => reachOf(nodes.get(input.node)!, input.output !== 'main', nodes));
  return {
    metrics: inputs.map(({ metrics }) => metrics).reduce((left, right) => union(left, right)),
    isNamed: inputs.every(({ isNamed }) => isNamed),
  };
}

function reachOf(node: PlanNode, isLate: boolean, nodes: Nodes): Reach {
  if (node.role === 'source') {
    const isAll = node.source.type !== 'system' || node.source.metrics.includes('*');
    return { metrics: isAll ? null : node.source.metrics, isNamed: node.source.type === 'system' };
  }
  const reach = inputMetrics(node, nodes);
  if (node.role === 'sink' || isLate) return reach;
  return afterOperator(node, reach);
}

function afterOperator({ operator, schema }: Extract<PlanNode, { role: 'operator' }>, reach: Reach): Reach {
  const { metrics, isNamed } = reach;
  switch (operator.type) {
    case 'filter':
      return isNamed ? { metrics: intersection(metrics, metricsOf(operator.where)), isNamed } : reach;
    case 'select': {
      const kept = operator.columns.some(({ name, expression }) => name === METRIC && isMetric(expression));
      return { metrics, isNamed: isNamed && kept };
    }
    case 'extend':
    case 'union':
    case 'deduplicate':
    case 'lag':
    case 'top_n':
      return reach;
    case 'window': {
      const isResult = operator.results.some(({ name }) => name === METRIC);
      return { metrics, isNamed: isNamed && !isResult && schema.some(({ name }) => name === METRIC) };
    }
    case 'interval_join':
    case 'pattern':
      // Their columns are named anew, so later conditions cannot be told to be about the readings.
      return { metrics, isNamed: false };
  }
}

/** The metrics for which `expression` may be TRUE. */
function metricsOf(expression: Expression): Metrics {
  if (expression.kind !== 'call') return null;
  const { name, arguments: args } = expression;
  if (name === 'AND') return args.map((each) => metricsOf(each)).reduce((a, b) => intersection(a, b), null);
  if (name === 'OR') return args.map((each) => metricsOf(each)).reduce((a, b) => union(a, b));
  const rest = args.slice(1);
  if (name === '=') return isMetric(args[0]) ? texts(rest) : isMetric(args[1]) ? texts(args.slice(0, 1)) : null;
  if (!isMetric(args[0])) return null;
  if (name === 'IN') return texts(rest);
  // With a third argument, an escape, % does not always stand for anything.
  const pattern = name === 'LIKE' && rest.length === 1 ? texts(rest) : null;
  return pattern && pattern.map((text) => text.replaceAll('%', '*'));
}

function isMetric(expression: Expression | undefined): boolean {
  return expression?.kind === 'column' && expression.name === METRIC;
}

function texts(expressions: readonly Expression[]): Metrics {
  const values = expressions.map((each) => (each.kind === 'literal' ? each.value : null));
  return values.every((value) => typeof value === 'string') ? values : null;
}

function union(left: Metrics, right: Metrics): Metrics {
  return left && right && [...new Set([...left, ...right])];
}

/** What both sides let through: of two that overlap, the narrower. */
function intersection(left: Metrics, right: Metrics): Metrics {
  if (!left || !right) return left ?? right;
  const narrower = [
    ...left.filter((each) => right.some((other) => covers(other, each))),
    ...right.filter((each) => left.some((other) => covers(other, each))),
  ];
  return [...new Set(narrower)];
}

/** Whether everything that `name` stands for is also what `glob` stands for. */
function covers(glob: string, name: string): boolean {
  const [head, ...rest] = glob.split('*');
  if (rest.length === 0) return glob === name;
  const tail = rest.pop()!;
  if (name.length < head!.length + tail.length || !name.startsWith(head!) || !name.endsWith(tail)) return false;
  let from = head!.length;
  return rest.every((part) => {
    const at = name.indexOf(part, from);
    from = at + part.length;
    return at !== -1 && from <= name.length - tail.length;
  });
}
