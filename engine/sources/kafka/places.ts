import type { SourcePosition } from '../source.ts';

/** How far a partition is read, and where it ends for this run; null: never. */
export interface Place {
  next: number;
  readonly end: number | null;
}

/** Whether nothing of it is read any more. */
export function isAtEnd({ next, end }: Place): boolean {
  return end !== null && end <= next;
}

/** `places`, by partition, as a checkpoint keeps them. */
export function positionOf(places: ReadonlyMap<number, Place>): SourcePosition {
  return Object.fromEntries(
    [...places].map(([partition, { next, end }]) => [partition, end === null ? next : `${next} ${end}`]),
  );
}

/** What `positionOf` was given. */
export function placesOf(position: SourcePosition): Map<number, Place> {
  return new Map(
    Object.entries(position).map(([partition, place]) => {
      const [next, end] = String(place).split(' ').map(Number);
      return [Number(partition), { next: next!, end: end ?? null }];
    }),
  );
}
