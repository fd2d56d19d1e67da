import type { Clock } from '../../time/clock.ts';
import { DISK_QUEUE_METRICS } from '../catalogue/storage.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';
import { DiskCounters } from './disk-counters.ts';

const COLUMNS = ['reads', 'readMs', 'writes', 'writeMs', 'weightedMs'] as const;
const [READS, READ_MS, WRITES, WRITE_MS, WEIGHTED_MS] = [0, 1, 2, 3, 4] as const;

/** How long requests to the disks take, and how many wait, from /proc/diskstats: what `iostat -x` prints as await and aqu-sz. */
export class DiskQueueReader implements SensorReader {
  readonly name = 'disk queue';
  readonly cadenceMs = 0;
  readonly timeoutMs = 2000;
  readonly metrics = DISK_QUEUE_METRICS;
  readonly #disks: DiskCounters;

  constructor(root: string) {
    this.#disks = new DiskCounters(root, COLUMNS);
  }

  read(clock: Clock): readonly Reading[] {
    const readings: Reading[] = [];
    this.#disks.read(clock.monotonic(), (entity, deltas, elapsedMs) => {
      const give = (metric: string, value: number, unit: string): void =>
        void readings.push({ metric, entity, value, unit });
      if (0 < deltas[READS]!) give('system.disk.latency.read', deltas[READ_MS]! / deltas[READS]! / 1000, 's');
      if (0 < deltas[WRITES]!) give('system.disk.latency.write', deltas[WRITE_MS]! / deltas[WRITES]! / 1000, 's');
      give('system.disk.queue', deltas[WEIGHTED_MS]! / elapsedMs, '{operation}');
    });
    return readings;
  }

  absent(): readonly AbsentMetric[] {
    return this.#disks.absent(this.metrics);
  }

  forget(): void {
    this.#disks.forget();
  }

  close(): void {
    this.#disks.close();
  }
}
