import { t } from '../../messages/messages.ts';
import type { LookedAt } from './last-rows.svelte.ts';

/** From these shares of its capacity on a queue is said to fill, and to be full. */
const FILLING = 0.6;
const FULL = 0.85;

/** How thick an edge is drawn, in pixels: more rows are thicker, ten times as many by a bit. */
export function edgeWidth(rowsPerSecond: number): number {
  return Math.min(5, 1.25 + Math.log10(1 + rowsPerSecond) * 0.6);
}

/** The word that goes with how full a queue is. */
export function fillTone(share: number): 'quiet' | 'warning' | 'critical' {
  if (share < FILLING) return 'quiet';
  return share < FULL ? 'warning' : 'critical';
}

/** Whose rows are on an edge: those of a node, or its late ones. */
export function edgeName({ node, output }: Pick<LookedAt, 'node' | 'output'>): string {
  return output === 'main' ? node : t('graph.late', { node });
}
