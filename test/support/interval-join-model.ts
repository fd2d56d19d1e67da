import type { Row } from '../../engine/data/rows.ts';
import type { Value } from '../../engine/data/types.ts';
import type { Emitted, RowSignal } from './collect.ts';
import type { SidedSignal } from './two-inputs.ts';

export interface JoinModelOptions {
  /** Columns that have to be equal, left and right. */
  readonly on: readonly (readonly [string, string])[];
  readonly lowerMs: number;
  readonly upperMs: number;
}

/**
 * What the contract says, one row at a time: rows are kept in a list each side until every partner would be late, and every
 * kept row of the other side is looked at.
 */
export function modelIntervalJoin(
  { on, lowerMs, upperMs }: JoinModelOptions,
  input: readonly SidedSignal[],
): Emitted[] {
  const emitted: Emitted[] = [];
  const retention = [Math.max(upperMs, 0), Math.max(-lowerMs, 0)];
  const kept: [RowSignal[], RowSignal[]] = [[], []];
  let current = -Infinity;
  for (const signal of input) {
    if ('watermark' in signal) {
      if (signal.watermark <= current) continue;
      current = signal.watermark;
      for (const side of [0, 1] as const) {
        kept[side] = kept[side].filter(({ time }) => current <= time + retention[side]!);
      }
      emitted.push({ watermark: current });
      continue;
    }
    const { side, time, row } = signal;
    if (time < current) {
      emitted.push({ late: { time, row } });
      continue;
    }
    if (on.some((names) => row[names[side]] === null)) continue;
    const others = [...kept[1 - side]!].sort((a, b) => a.time - b.time);
    for (const other of others) {
      const [left, right] = side === 0 ? [{ time, row }, other] : [other, { time, row }];
      const distance = right.time - left.time;
      if (distance < lowerMs || upperMs < distance || !on.every(([l, r]) => isEqual(left.row[l]!, right.row[r]!)))
        continue;
      emitted.push({ time: Math.max(left.time, right.time), row: joined(left.row, right.row) });
    }
    kept[side].push({ time, row });
  }
  return emitted;
}

function isEqual(left: Value, right: Value): boolean {
  // Also 0 and −0.
  return left === right;
}

function joined(left: Row, right: Row): Row {
  const name = (prefix: string, column: string, other: Row) => (column in other ? `${prefix}_${column}` : column);
  return Object.fromEntries([
    ...Object.entries(left).map(([column, value]) => [name('left', column, right), value] as const),
    ...Object.entries(right).map(([column, value]) => [name('right', column, left), value] as const),
  ]);
}
