import type { Limits } from './axis.ts';

/** The arc of a gauge: half of a circle around (60, 60). */
const CENTRE = 60;
export const RADIUS = 50;
/** How far a mark reaches from the middle of the arc. */
const MARK_REACH = 7;

/** The path of the arc from the left up to `share` (0 to 1) of a half circle. */
export function arcPath(share: number): string {
  const angle = Math.PI * (1 - share);
  const x = CENTRE + RADIUS * Math.cos(angle);
  const y = CENTRE - RADIUS * Math.sin(angle);
  return `M${CENTRE - RADIUS} ${CENTRE}A${RADIUS} ${RADIUS} 0 0 1 ${x.toFixed(2)} ${y.toFixed(2)}`;
}

/** The path of a mark across the arc at `share`. */
export function markPath(share: number): string {
  const angle = Math.PI * (1 - share);
  const at = (radius: number): string =>
    `${(CENTRE + radius * Math.cos(angle)).toFixed(2)} ${(CENTRE - radius * Math.sin(angle)).toFixed(2)}`;
  return `M${at(RADIUS - MARK_REACH)}L${at(RADIUS + MARK_REACH)}`;
}

/** Which share of a gauge over `limits` a value fills; none where there is no value. */
export function gaugeShare(value: number, { min, max }: Limits): number {
  const share = (value - min) / (max - min);
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
}
