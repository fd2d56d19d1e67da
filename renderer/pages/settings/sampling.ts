import type { DocumentReport } from '../../state/contract-types.ts';

/** How often sensors can be read, to choose from, as documents write it. */
export const SAMPLINGS = [
  { text: '100ms', ms: 100 },
  { text: '200ms', ms: 200 },
  { text: '500ms', ms: 500 },
  { text: '1s', ms: 1_000 },
  { text: '2s', ms: 2_000 },
  { text: '5s', ms: 5_000 },
  { text: '10s', ms: 10_000 },
  { text: '30s', ms: 30_000 },
  { text: '60s', ms: 60_000 },
] as const;

/** The first source of a document that reads the sensors, and how often, as one of the choices where it is one; null without one. */
export function intervalOf({
  nodes,
  values,
}: DocumentReport['outline']): { readonly source: string; readonly interval: string } | null {
  const node = nodes.find(({ role, type }) => role === 'source' && type === 'system');
  if (node === undefined) return null;
  const sources = values?.['sources'] as Readonly<Record<string, { readonly interval?: unknown }>> | undefined;
  const written = sources?.[node.id]?.interval;
  const interval = typeof written === 'string' ? written.replaceAll(' ', '') : '1s';
  return { source: node.id, interval: SAME[interval] ?? interval };
}

/** Other ways to write some of the choices. */
const SAME: Readonly<Record<string, string>> = { '1m': '60s', '1000ms': '1s', '0.1s': '100ms', '0.5s': '500ms' };
