/** As much of a node as it takes to know which ways lead to it. */
interface Joined {
  readonly id: string;
  readonly role: 'source' | 'operator' | 'sink';
  readonly inputs: readonly { readonly node: string }[];
}

/**
 * The nodes some of whose rows meet again: a node further down has two inputs that both come from there. What such a node is given, and
 * in which order, would depend on the batches if each way took a whole batch at a time; so these nodes hand on one row at a time.
 * Of operators only those where the ways part. Costs a batch of its own for each row, and nothing anywhere else.
 */
export function nodesThatMeetAgain(nodes: readonly Joined[]): ReadonlySet<string> {
  const origins = new Map<string, ReadonlySet<string>>();
  const found = new Set<string>();
  for (const node of nodes) {
    const inputs = node.inputs.map((input) => new Set([input.node, ...origins.get(input.node)!]));
    for (const origin of twice(inputs)) found.add(origin);
    origins.set(node.id, new Set(inputs.flatMap((each) => [...each])));
  }
  const readers = nodes.flatMap(({ inputs }) => inputs.map((input) => input.node));
  const parts = (id: string): boolean => 1 < readers.filter((each) => each === id).length;
  return new Set(nodes.filter(({ id, role }) => found.has(id) && (role === 'source' || parts(id))).map(({ id }) => id));
}

/** What is in more than one of `sets`. */
function twice(sets: readonly ReadonlySet<string>[]): readonly string[] {
  return sets.flatMap((set, i) => [...set].filter((each) => sets.slice(0, i).some((other) => other.has(each))));
}
