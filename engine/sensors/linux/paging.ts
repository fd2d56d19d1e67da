import { join } from 'node:path';
import type { Clock } from '../../time/clock.ts';
import { absentWithout } from '../absent.ts';
import { PAGING_METRICS } from '../catalogue/memory.ts';
import { Counters } from '../counters.ts';
import { ProcFile } from '../proc-file.ts';
import { Scanner } from '../scanner.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';

const FIELDS = ['pgfault ', 'pgmajfault ', 'pswpin ', 'pswpout '];
const [FAULTS, MAJOR, IN, OUT] = [0, 1, 2, 3] as const;

/** Page faults and swapping, from /proc/vmstat. */
export class PagingReader implements SensorReader {
  readonly name = 'paging';
  readonly cadenceMs = 0;
  readonly timeoutMs = 2000;
  readonly metrics = PAGING_METRICS;
  readonly #file: ProcFile;
  readonly #scanner = new Scanner();
  readonly #counters = new Counters(FIELDS.length);

  constructor(root: string) {
    this.#file = new ProcFile(join(root, 'proc/vmstat'));
  }

  read(clock: Clock): readonly Reading[] {
    const bytes = this.#file.read();
    if (bytes === null) return [];
    this.#counters.begin(clock.monotonic());
    this.#counters.select('total');
    let missing = FIELDS.length;
    for (const scanner = this.#scanner.start(bytes); !scanner.atEnd && 0 < missing; scanner.nextLine()) {
      if (!scanner.sees('p')) continue;
      const field = FIELDS.findIndex((name) => scanner.sees(name));
      if (field === -1) continue;
      scanner.word();
      if (Number.isNaN(scanner.number())) continue;
      this.#counters.set(field, scanner);
      missing--;
    }
    const elapsedMs = missing === 0 ? this.#counters.advance() : null;
    this.#counters.end();
    return elapsedMs === null ? [] : this.#rates(1000 / elapsedMs);
  }

  absent(): readonly AbsentMetric[] {
    return absentWithout(this.#file.path, this.metrics);
  }

  forget(): void {
    this.#counters.forget();
  }

  close(): void {
    this.#file.close();
  }

  #rates(perSecond: number): Reading[] {
    const { deltas } = this.#counters;
    // The kernel counts each processor by itself, so a major fault may be seen before the fault that it is.
    const minor = Math.max(0, deltas[FAULTS]! - deltas[MAJOR]!);
    const values = [deltas[MAJOR]!, minor, deltas[IN]!, deltas[OUT]!];
    return PAGING_METRICS.map(({ metric, unit }, i) => ({
      metric,
      entity: 'total',
      value: values[i]! * perSecond,
      unit,
    }));
  }
}
