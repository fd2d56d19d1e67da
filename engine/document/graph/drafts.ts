import { pathTo } from '../check/path.ts';
import type { Problems } from '../check/problems.ts';
import { quote } from '../check/quote.ts';
import { NODES_MAX } from '../keys/bounds.ts';
import type { PIPELINE } from '../keys/pipeline.ts';
import type { CheckedEntry, CheckedObject } from '../keys/value-of.ts';
import type { Draft, OperatorValue, SinkValue, SourceValue } from './draft.ts';

/** The nodes of all three maps in written order, by their ids; an id that is there twice is reported. */
export function collectDrafts(
  pipeline: CheckedObject<(typeof PIPELINE)['keys']>,
  problems: Problems,
): Map<string, Draft> {
  const all = [
    ...(pipeline.sources ?? []).map((entry) => source(entry)),
    ...(pipeline.operators ?? []).map((entry) => operator(entry)),
    ...(pipeline.sinks ?? []).map((entry) => sink(entry)),
  ];
  if (NODES_MAX < all.length) {
    problems.add(
      all[NODES_MAX]!.offset,
      '',
      `there are ${all.length} nodes, at most ${NODES_MAX} are allowed in a document`,
    );
  }
  const drafts = new Map<string, Draft>();
  for (const draft of all.slice(0, NODES_MAX)) {
    const first = drafts.get(draft.id);
    if (first) reportTwice(draft, first, problems);
    else drafts.set(draft.id, draft);
  }
  return drafts;
}

function source(entry: CheckedEntry<SourceValue>): Draft {
  return { ...common(entry), role: 'source', value: entry.value };
}

function operator(entry: CheckedEntry<OperatorValue>): Draft {
  return { ...common(entry), role: 'operator', value: entry.value };
}

function sink(entry: CheckedEntry<SinkValue>): Draft {
  return { ...common(entry), role: 'sink', value: entry.value };
}

function common<V>(entry: CheckedEntry<V>) {
  return { id: entry.name, offset: entry.offset, path: entry.path, entry };
}

function reportTwice({ id, offset, path }: Draft, first: Draft, problems: Problems): void {
  const firstPath = pathTo(`${first.role}s`, id);
  problems.add(offset, path, `the id ${quote(id)} is taken already by ${firstPath}, choose another`);
}
