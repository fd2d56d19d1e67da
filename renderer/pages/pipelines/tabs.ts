/** What is told of a pipeline under its graph, in the order of the tabs. */
export const TABS = ['nodes', 'windows', 'rows', 'checkpoints', 'events', 'definition'] as const;

export type Tab = (typeof TABS)[number];

/** The tab that a key leads to from `current`; null of keys that lead nowhere. */
export function tabByKey(key: string, current: Tab): Tab | null {
  const at = TABS.indexOf(current);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[key];
  return to === undefined ? null : TABS[(to + TABS.length) % TABS.length]!;
}
