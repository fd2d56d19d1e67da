import { allParts } from './part-bytes.ts';
import type { Manifest, Part } from './recording.ts';

/**
 * The event time of `manifest` for `parts`, of which some may lack rows that it counts: its watermarks are told by the number of the row,
 * so they are only of use up to the first part that is not what it was.
 */
export function eventTimeOf(manifest: Manifest, parts: readonly Part[]): Manifest['eventTime'] {
  const { eventTime } = manifest;
  if (!eventTime?.moves) return eventTime;
  const former = allParts(manifest);
  let rows = 0;
  for (const [i, part] of former.entries()) {
    if (parts[i]?.name !== part.name || parts[i].rows !== part.rows) break;
    rows += part.rows;
  }
  if (rows === former.reduce((sum, part) => sum + part.rows, 0)) return eventTime;
  const { moves, ...rest } = eventTime;
  if (rows <= moves.from) return rest;
  return { ...rest, moves: { ...moves, until: Math.min(moves.until ?? rows, rows) } };
}
