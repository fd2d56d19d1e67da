import { join } from 'node:path';
import { Fault } from '../../fault.ts';
import { absentWithout, allAbsent } from '../absent.ts';
import { MEMORY_METRICS, SWAP_METRICS } from '../catalogue/memory.ts';
import { ProcFile } from '../proc-file.ts';
import { Scanner } from '../scanner.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';

// The lines of /proc/meminfo that matter; the others are passed over.
const FIELDS = [
  'MemTotal:',
  'MemFree:',
  'MemAvailable:',
  'Buffers:',
  'Cached:',
  'SReclaimable:',
  'SwapTotal:',
  'SwapFree:',
];
const [TOTAL, FREE, AVAILABLE, BUFFERS, CACHED, SLAB, SWAP_TOTAL, SWAP_FREE] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const BYTES_PER_KIB = 1024;

/**
 * Memory and swap, from /proc/meminfo.
 *
 * `used` is total − available, because available is the kernel's own estimate of what programs can still get; the
 * four states therefore do not add up to the total exactly. Kernels before 3.14 have no estimate: there, used is
 * total − free − buffers − cached.
 */
export class MemoryReader implements SensorReader {
  readonly name = 'memory';
  readonly cadenceMs = 0;
  readonly timeoutMs = 2000;
  readonly metrics = [...MEMORY_METRICS, ...SWAP_METRICS];
  readonly #file: ProcFile;
  readonly #scanner = new Scanner();
  readonly #values = new Float64Array(FIELDS.length);

  constructor(root: string) {
    this.#file = new ProcFile(join(root, 'proc/meminfo'));
  }

  read(): readonly Reading[] {
    if (!this.#parse()) return [];
    const values = this.#values;
    const total = values[TOTAL]!;
    if (!(0 < total)) throw new Fault('source-failed', `${this.#file.path} has no "MemTotal"`);
    const cached = (values[CACHED]! || 0) + (values[SLAB]! || 0);
    const buffers = values[BUFFERS]! || 0;
    const rest = total - values[FREE]! - buffers - cached;
    const used = Number.isNaN(values[AVAILABLE]!) ? rest : total - values[AVAILABLE]!;
    const readings = [
      usage('used', used),
      usage('free', values[FREE]!),
      usage('cached', cached),
      usage('buffers', buffers),
      { metric: 'system.memory.limit', entity: 'total', value: total, unit: 'By' },
      { metric: 'system.memory.utilization', entity: 'used', value: used / total, unit: '1' },
    ];
    return [...readings, ...swapReadings(values[SWAP_TOTAL]!, values[SWAP_FREE]!)];
  }

  absent(): readonly AbsentMetric[] {
    const unreadable = absentWithout(this.#file.path, this.metrics);
    if (0 < unreadable.length || !this.#parse()) return unreadable;
    if (0 < this.#values[SWAP_TOTAL]!) return [];
    return allAbsent(SWAP_METRICS, 'this machine has no swap space', 'none is needed; where it is wanted: man swapon');
  }

  forget(): void {
    // Nothing here is a counter.
  }

  close(): void {
    this.#file.close();
  }

  #parse(): boolean {
    const bytes = this.#file.read();
    if (bytes === null) return false;
    this.#values.fill(NaN);
    let missing = FIELDS.length;
    for (const scanner = this.#scanner.start(bytes); !scanner.atEnd && 0 < missing; scanner.nextLine()) {
      const field = FIELDS.findIndex((name) => scanner.sees(name));
      if (field === -1) continue;
      scanner.word();
      this.#values[field] = scanner.number() * BYTES_PER_KIB;
      missing--;
    }
    return true;
  }
}

/** The rows of swap space, in bytes; none where there is none. */
export function swapReadings(total: number, free: number): Reading[] {
  if (!(0 < total)) return [];
  return [
    { metric: 'system.paging.usage', entity: 'used', value: total - free, unit: 'By' },
    { metric: 'system.paging.usage', entity: 'free', value: free, unit: 'By' },
    { metric: 'system.paging.utilization', entity: 'used', value: (total - free) / total, unit: '1' },
  ];
}

function usage(entity: string, value: number): Reading {
  return { metric: 'system.memory.usage', entity, value, unit: 'By' };
}
