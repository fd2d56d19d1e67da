import { join } from 'node:path';
import { absentWithout, allAbsent } from '../absent.ts';
import { Counters } from '../counters.ts';
import { ProcFile } from '../proc-file.ts';
import { Scanner } from '../scanner.ts';
import type { AbsentMetric, MetricDescription } from '../sensor.ts';
import { WholeDisks } from './whole-disks.ts';

// The numbers after a disk's name in /proc/diskstats, in their order; kernels since 4.18 have more.
const COLUMNS = [
  'reads',
  'readsMerged',
  'readSectors',
  'readMs',
  'writes',
  'writesMerged',
  'writeSectors',
  'writeMs',
  'inFlight',
  'busyMs',
  'weightedMs',
] as const;

/** A number that the kernel keeps of each disk. */
export type DiskColumn = (typeof COLUMNS)[number];

/** Some of the counters of each whole disk, as increases since the round before, from /proc/diskstats. */
export class DiskCounters {
  readonly #file: ProcFile;
  readonly #scanner = new Scanner();
  readonly #counters: Counters;
  readonly #disks: WholeDisks;
  /** Which of our counters each column goes to; −1: none. */
  readonly #fieldOfColumn: readonly number[];

  constructor(root: string, columns: readonly DiskColumn[]) {
    this.#file = new ProcFile(join(root, 'proc/diskstats'));
    this.#disks = new WholeDisks(join(root, 'sys/block'));
    this.#counters = new Counters(columns.length);
    const last = Math.max(...columns.map((column) => COLUMNS.indexOf(column)));
    this.#fieldOfColumn = COLUMNS.slice(0, last + 1).map((column) => columns.indexOf(column));
  }

  /** Reads all disks; calls `visit` for each that has been read before, with the increases in the order of the columns. */
  read(nowMs: number, visit: (entity: string, deltas: Float64Array, elapsedMs: number) => void): void {
    const bytes = this.#file.read();
    if (bytes === null) return;
    this.#counters.begin(nowMs);
    this.#disks.begin();
    for (const scanner = this.#scanner.start(bytes); !scanner.atEnd; scanner.nextLine()) {
      const entity = this.#readDisk();
      const elapsedMs = entity === null ? null : this.#counters.advance();
      if (entity !== null && elapsedMs !== null) visit(entity, this.#counters.deltas, elapsedMs);
    }
    this.#counters.end();
    this.#disks.end();
  }

  /** Why `metrics` are absent, where they are. */
  absent(metrics: readonly MetricDescription[]): readonly AbsentMetric[] {
    const unreadable = absentWithout(this.#file.path, metrics);
    if (0 < unreadable.length) return unreadable;
    if (this.#disks.any(this.#file.read()?.toString('utf8') ?? '')) return [];
    return allAbsent(metrics, `${this.#file.path} lists no disk, only partitions, loops and memory disks`);
  }

  /** Starts everything anew. */
  forget(): void {
    this.#counters.forget();
  }

  close(): void {
    this.#file.close();
  }

  /** The whole disk of this line, with its counters set; null where there is none. */
  #readDisk(): string | null {
    const scanner = this.#scanner;
    // Major and minor number come before the name.
    if (Number.isNaN(scanner.number()) || Number.isNaN(scanner.number())) return null;
    const entity = scanner.word();
    if (!this.#disks.has(entity)) return null;
    this.#counters.select(entity);
    for (const field of this.#fieldOfColumn) {
      if (Number.isNaN(scanner.number())) return null;
      if (field !== -1) this.#counters.set(field, scanner);
    }
    return entity;
  }
}
