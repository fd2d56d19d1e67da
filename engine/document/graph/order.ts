import type { Problems } from '../check/problems.ts';
import type { Connected } from './draft.ts';

/**
 * The nodes so that each comes after its inputs: sources, then operators, then sinks, and else as written.
 * A cycle is reported; it and what is downstream of it stand at the end of the operators.
 */
export function inOrder(nodes: readonly Connected[], problems: Problems): readonly Connected[] {
  const operators = nodes.filter(({ role }) => role === 'operator');
  const sorted = sortOperators(operators);
  if (sorted.length < operators.length) reportCycles(operators, problems);
  return [
    ...nodes.filter(({ role }) => role === 'source'),
    ...sorted,
    ...operators.filter((node) => !sorted.includes(node)),
    ...nodes.filter(({ role }) => role === 'sink'),
  ];
}

/** Those operators that can be brought in order (Kahn 1962), each as early as its inputs allow. */
function sortOperators(operators: readonly Connected[]): Connected[] {
  const waiting = new Map(operators.map((node) => [node.id, node]));
  const sorted: Connected[] = [];
  for (let before = -1; before < sorted.length;) {
    before = sorted.length;
    for (const node of waiting.values()) {
      if (node.inputs.some(({ from }) => from !== null && waiting.has(from))) continue;
      waiting.delete(node.id);
      sorted.push(node);
    }
  }
  return sorted;
}

/** Reports each cycle that a walk along the inputs closes, at the input that closes it. */
function reportCycles(operators: readonly Connected[], problems: Problems): void {
  const byId = new Map(operators.map((node) => [node.id, node]));
  const done = new Set<string>();
  const walk = (node: Connected, trail: readonly string[]): void => {
    if (done.has(node.id)) return;
    const extended = [...trail, node.id];
    for (const { from, offset, path } of node.inputs) {
      const upstream = from === null ? undefined : byId.get(from);
      if (!upstream) continue;
      const start = extended.indexOf(upstream.id);
      if (start === -1) walk(upstream, extended);
      else problems.add(offset, path, cycleMessage(extended.slice(start)));
    }
    done.add(node.id);
  };
  for (const node of operators) walk(node, []);
}

/** `ids` are in the order of reading; rows go the other way. */
function cycleMessage(ids: readonly string[]): string {
  const ring = [ids[0]!, ...[...ids].reverse()];
  const shown = ring.length <= 12 ? ring : [...ring.slice(0, 6), '…', ...ring.slice(-5)];
  return `a cycle: ${shown.join(' → ')}; rows would go round forever, take one of these inputs out`;
}
