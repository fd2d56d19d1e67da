import { join } from 'node:path';
import type { Clock } from '../../time/clock.ts';
import { absentWithout } from '../absent.ts';
import { CPU_STATE_METRICS } from '../catalogue/cpu.ts';
import { Counters } from '../counters.ts';
import { ProcFile } from '../proc-file.ts';
import { Scanner } from '../scanner.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';
import { CPU_TIME, CpuTimes } from './cpu-times.ts';
import type { SpentTime } from './cpu-times.ts';

const STATES = ['user', 'nice', 'system', 'idle', 'iowait', 'interrupt', 'steal'] as const;
// The lines of whole-machine counters, by their first word.
const COUNTERS: Readonly<Record<string, { readonly metric: string; readonly unit: string }>> = {
  ctxt: { metric: 'system.cpu.context_switches', unit: '{switch}/s' },
  intr: { metric: 'system.cpu.interrupts', unit: '{interrupt}/s' },
};

/**
 * What the processors spend their time on, from /proc/stat.
 *
 * A reader beside the one of `system.cpu.utilization`, so that who asks for that alone pays for no more.
 */
export class CpuStatesReader implements SensorReader {
  readonly name = 'cpu states';
  readonly cadenceMs = 0;
  readonly timeoutMs = 2000;
  readonly metrics = CPU_STATE_METRICS;
  readonly #file: ProcFile;
  readonly #scanner = new Scanner();
  readonly #times = new CpuTimes();
  readonly #counters = new Counters(1);

  constructor(root: string) {
    this.#file = new ProcFile(join(root, 'proc/stat'));
  }

  read(clock: Clock): readonly Reading[] {
    const bytes = this.#file.read();
    if (bytes === null) return [];
    const nowMs = clock.monotonic();
    const readings: Reading[] = [];
    this.#times.begin(nowMs);
    this.#counters.begin(nowMs);
    for (const scanner = this.#scanner.start(bytes); !scanner.atEnd; scanner.nextLine()) {
      if (scanner.sees('cpu')) give(readings, this.#times.read(scanner));
      else if (scanner.sees('ctxt') || scanner.sees('intr')) this.#readCounter(readings);
    }
    this.#times.end();
    this.#counters.end();
    return readings;
  }

  absent(): readonly AbsentMetric[] {
    return absentWithout(this.#file.path, this.metrics);
  }

  forget(): void {
    this.#times.forget();
    this.#counters.forget();
  }

  close(): void {
    this.#file.close();
  }

  #readCounter(readings: Reading[]): void {
    const name = this.#scanner.word();
    if (Number.isNaN(this.#scanner.number())) return;
    this.#counters.select(name);
    this.#counters.set(0, this.#scanner);
    const elapsedMs = this.#counters.advance();
    if (elapsedMs === null) return;
    readings.push({ ...COUNTERS[name]!, entity: 'total', value: (this.#counters.deltas[0]! * 1000) / elapsedMs });
  }
}

function give(readings: Reading[], spent: SpentTime | null): void {
  if (spent === null) return;
  const { entity, ticks, all } = spent;
  for (const state of STATES) {
    const time = state === 'interrupt' ? ticks[CPU_TIME.irq]! + ticks[CPU_TIME.softirq]! : ticks[CPU_TIME[state]]!;
    readings.push({ metric: `system.cpu.utilization.${state}`, entity, value: time / all, unit: '1' });
  }
}
