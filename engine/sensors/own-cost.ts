import type { Clock } from '../time/clock.ts';
import { OWN_METRICS } from './catalogue/process.ts';
import type { AbsentMetric, Reading, SensorReader } from './sensor.ts';

const MICROSECONDS_PER_MS = 1000;

/** What of its own cost a process knows. */
export interface OwnProcess {
  cpuUsage(): { readonly user: number; readonly system: number };
  memoryUsage: { rss(): number };
}

/** What this program itself costs, on every platform. */
export class OwnCostReader implements SensorReader {
  readonly name = 'own cost';
  readonly cadenceMs = 0;
  readonly timeoutMs = 2000;
  readonly metrics = OWN_METRICS;
  readonly #process: OwnProcess;
  #before: { readonly used: number; readonly ms: number } | null = null;

  constructor(own: OwnProcess = process) {
    this.#process = own;
  }

  read(clock: Clock): readonly Reading[] {
    const { user, system } = this.#process.cpuUsage();
    const now = { used: (user + system) / MICROSECONDS_PER_MS, ms: clock.monotonic() };
    const before = this.#before;
    this.#before = now;
    const memory = {
      metric: 'millrace.memory.usage',
      entity: 'total',
      value: this.#process.memoryUsage.rss(),
      unit: 'By',
    };
    if (before === null || now.ms <= before.ms) return [memory];
    const value = (now.used - before.used) / (now.ms - before.ms);
    return [{ metric: 'millrace.cpu.utilization', entity: 'total', value, unit: '1' }, memory];
  }

  absent(): readonly AbsentMetric[] {
    return [];
  }

  forget(): void {
    this.#before = null;
  }

  close(): void {
    // Nothing is held open.
  }
}
