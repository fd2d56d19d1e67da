import { cpus } from 'node:os';
import type { CpuInfo } from 'node:os';
import type { Clock } from '../../time/clock.ts';
import { CPU_METRICS } from '../catalogue/cpu.ts';
import { Counters } from '../counters.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';

const METRIC = 'system.cpu.utilization';

/** How busy the processors are, from the times that Node gives: 1 − idle / all, over the time since the previous call. */
export class NodeCpuReader implements SensorReader {
  readonly name = 'cpu';
  readonly cadenceMs = 0;
  readonly timeoutMs = 2000;
  readonly metrics = CPU_METRICS.filter(({ metric }) => metric === METRIC);
  readonly #cpus: () => CpuInfo[];
  readonly #counters = new Counters(2);

  constructor(source: () => CpuInfo[] = cpus) {
    this.#cpus = source;
  }

  read(clock: Clock): readonly Reading[] {
    const readings: Reading[] = [];
    const total = { idle: 0, all: 0 };
    this.#counters.begin(clock.monotonic());
    for (const [i, { times }] of this.#cpus().entries()) {
      // Windows has interrupts in `sys` already, and macOS tells of none.
      const all = times.user + times.nice + times.sys + times.idle;
      total.idle += times.idle;
      total.all += all;
      this.#give(readings, String(i), { idle: times.idle, all });
    }
    this.#give(readings, 'total', total);
    this.#counters.end();
    return readings;
  }

  absent(): readonly AbsentMetric[] {
    return 0 < this.#cpus().length ? [] : [{ metric: METRIC, reason: 'the system lists no processors', remedy: null }];
  }

  forget(): void {
    this.#counters.forget();
  }

  close(): void {
    // Nothing is held open.
  }

  #give(readings: Reading[], entity: string, { idle, all }: { idle: number; all: number }): void {
    this.#counters.select(entity);
    this.#counters.setValue(0, idle);
    this.#counters.setValue(1, all);
    if (this.#counters.advance() === null) return;
    const [idleDelta, allDelta] = this.#counters.deltas;
    if (0 < allDelta!)
      readings.push({ metric: METRIC, entity, value: (allDelta! - idleDelta!) / allDelta!, unit: '1' });
  }
}
