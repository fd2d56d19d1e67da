import type { Row } from './answers.ts';
import type { Devices, Quantity, Reading, Said } from './said.ts';

const MIB = 1024 * 1024;
/** Programs read at different moments of a second; over ten of them that no longer matters. */
const SLICE_MS = 10_000;

/** How what one monitor said of a quantity compares with what Millrace did, over the time for which both have readings. */
export interface Agreement {
  readonly quantity: Quantity;
  readonly theirs: number;
  readonly ours: number;
  /** The largest difference of the means of ten seconds, and the median one. */
  readonly largest: number;
  readonly median: number;
  readonly slices: number;
}

/** What Millrace said, in the quantities that are compared. */
export function saidByMillrace(rows: readonly Row[], { disk, cable }: Devices): Said {
  const series = (metric: string, entity: string, factor: number): Reading[] =>
    rows
      .filter((row) => row.metric === metric && row.entity === entity)
      .map(({ ts, value }) => ({ ms: ts, value: value * factor }))
      .sort((a, b) => a.ms - b.ms);
  const total = series('system.memory.limit', 'total', 1 / MIB)[0]?.value ?? 0;
  return {
    'processors busy': series('system.cpu.utilization', 'total', 100),
    'memory available': series('system.memory.usage', 'used', 1 / MIB).map(({ ms, value }) => ({
      ms,
      value: total - value,
    })),
    'written to the disk': series('system.disk.io.write', disk, 1 / MIB),
    'sent through the cable': series('system.network.io.transmit', cable, 1 / MIB),
  };
}

/** Compares quantity by quantity between `fromMs` and `toMs`; what one of the two does not tell is left out. */
export function agreements(theirs: Said, ours: Said, fromMs: number, toMs: number): Agreement[] {
  return (Object.keys(ours) as Quantity[]).flatMap((quantity) => {
    const [left, right] = [theirs[quantity] ?? [], ours[quantity] ?? []];
    const slices = Array.from({ length: Math.floor((toMs - fromMs) / SLICE_MS) }, (_, i) => fromMs + i * SLICE_MS)
      .map((start) => [mean(left, start, start + SLICE_MS), mean(right, start, start + SLICE_MS)] as const)
      .filter(([a, b]) => !Number.isNaN(a) && !Number.isNaN(b));
    if (slices.length === 0) return [];
    const differences = slices.map(([a, b]) => Math.abs(a - b)).sort((a, b) => a - b);
    return [
      {
        quantity,
        theirs: mean(left, fromMs, toMs),
        ours: mean(right, fromMs, toMs),
        largest: differences.at(-1)!,
        median: differences[differences.length >> 1]!,
        slices: slices.length,
      },
    ];
  });
}

/** NaN without a reading after `fromMs` up to `toMs`. A reading tells of the second before it. */
function mean(readings: readonly Reading[], fromMs: number, toMs: number): number {
  const own = readings.filter(({ ms }) => fromMs < ms && ms <= toMs);
  return own.reduce((sum, { value }) => sum + value, 0) / own.length;
}
