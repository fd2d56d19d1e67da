import { join } from 'node:path';
import type { Clock } from '../../time/clock.ts';
import { absentWithout, allAbsent } from '../absent.ts';
import { DISK_METRICS } from '../catalogue/storage.ts';
import { Counters } from '../counters.ts';
import { ProcFile } from '../proc-file.ts';
import { Scanner } from '../scanner.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';
import { WholeDisks } from './whole-disks.ts';

// Documentation/admin-guide/iostats.rst of the kernel: the sector of these files is 512 bytes, whatever the disk's is.
const SECTOR_BYTES = 512;
const COLUMNS = 10;
// Which of our counters each column after the name goes to: reads, -, sectors, ms, writes, -, sectors, ms, in flight, busy ms.
const FIELD_OF_COLUMN = [0, -1, 1, -1, 2, -1, 3, -1, -1, 4];
const [READS, SECTORS_READ, WRITES, SECTORS_WRITTEN, BUSY_MS] = [0, 1, 2, 3, 4] as const;

/** What the disks do, from /proc/diskstats; whole disks only, see `WholeDisks`. */
export class DiskReader implements SensorReader {
  readonly name = 'disk';
  readonly cadenceMs = 0;
  readonly timeoutMs = 2000;
  readonly metrics = DISK_METRICS;
  readonly #file: ProcFile;
  readonly #scanner = new Scanner();
  readonly #counters = new Counters(5);
  readonly #disks: WholeDisks;

  constructor(root: string) {
    this.#file = new ProcFile(join(root, 'proc/diskstats'));
    this.#disks = new WholeDisks(join(root, 'sys/block'));
  }

  read(clock: Clock): readonly Reading[] {
    const bytes = this.#file.read();
    if (bytes === null) return [];
    const readings: Reading[] = [];
    this.#counters.begin(clock.monotonic());
    this.#disks.begin();
    const scanner = this.#scanner.start(bytes);
    for (; !scanner.atEnd; scanner.nextLine()) this.#readDisk(readings);
    this.#counters.end();
    this.#disks.end();
    return readings;
  }

  absent(): readonly AbsentMetric[] {
    const unreadable = absentWithout(this.#file.path, this.metrics);
    if (0 < unreadable.length) return unreadable;
    if (this.#disks.any(this.#file.read()?.toString('utf8') ?? '')) return [];
    return allAbsent(this.metrics, `${this.#file.path} lists no disk, only partitions, loops and memory disks`);
  }

  forget(): void {
    this.#counters.forget();
  }

  close(): void {
    this.#file.close();
  }

  #readDisk(readings: Reading[]): void {
    const scanner = this.#scanner;
    // Major and minor number come before the name.
    if (Number.isNaN(scanner.number()) || Number.isNaN(scanner.number())) return;
    const entity = scanner.word();
    if (!this.#disks.has(entity)) return;
    this.#counters.select(entity);
    for (let column = 0; column < COLUMNS; column++) {
      if (Number.isNaN(scanner.number())) return;
      const field = FIELD_OF_COLUMN[column]!;
      if (field !== -1) this.#counters.set(field, scanner);
    }
    const elapsedMs = this.#counters.advance();
    if (elapsedMs !== null) this.#give(readings, entity, elapsedMs);
  }

  #give(readings: Reading[], entity: string, elapsedMs: number): void {
    const { deltas } = this.#counters;
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
      const { metric, unit } = this.metrics[i]!;
      readings.push({ metric, entity, value: values[i]!, unit });
    }
  }
}
