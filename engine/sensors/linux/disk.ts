import type { Clock } from '../../time/clock.ts';
import { DISK_METRICS } from '../catalogue/storage.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';
import { DiskCounters } from './disk-counters.ts';

// Documentation/admin-guide/iostats.rst of the kernel: the sector of these files is 512 bytes, whatever the disk's is.
const SECTOR_BYTES = 512;
const COLUMNS = ['reads', 'readSectors', 'writes', 'writeSectors', 'busyMs'] as const;
const [READS, SECTORS_READ, WRITES, SECTORS_WRITTEN, BUSY_MS] = [0, 1, 2, 3, 4] as const;

/** What the disks do, from /proc/diskstats; whole disks only, see `WholeDisks`. */
export class DiskReader implements SensorReader {
  readonly name = 'disk';
  readonly cadenceMs = 0;
  readonly timeoutMs = 2000;
  readonly metrics = DISK_METRICS;
  readonly #disks: DiskCounters;

  constructor(root: string) {
    this.#disks = new DiskCounters(root, COLUMNS);
  }

  read(clock: Clock): readonly Reading[] {
    const readings: Reading[] = [];
    this.#disks.read(clock.monotonic(), (entity, deltas, elapsedMs) => {
      const perSecond = 1000 / elapsedMs;
      const values = [
        deltas[SECTORS_READ]! * SECTOR_BYTES * perSecond,
        deltas[SECTORS_WRITTEN]! * SECTOR_BYTES * perSecond,
        deltas[READS]! * perSecond,
        deltas[WRITES]! * perSecond,
        // The kernel counts whole ticks, which can be a little more than the time that has passed.
        Math.min(1, deltas[BUSY_MS]! / elapsedMs),
      ];
      for (let i = 0; i < values.length; i++) {
        const { metric, unit } = DISK_METRICS[i]!;
        readings.push({ metric, entity, value: values[i]!, unit });
      }
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
