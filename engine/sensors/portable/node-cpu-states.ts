import { cpus } from 'node:os';
import type { CpuInfo } from 'node:os';
import type { Clock } from '../../time/clock.ts';
import { CPU_STATE_METRICS } from '../catalogue/cpu.ts';
import { Counters } from '../counters.ts';
import type { AbsentMetric, MetricDescription, Reading, SensorReader } from '../sensor.ts';

type State = keyof CpuInfo['times'];

/** What each system counts: macOS tells of no interrupts, Windows has them in `sys` and no low priority; a 0 there would be no truth. */
const STATES: Readonly<Record<string, readonly State[]>> = {
  darwin: ['user', 'nice', 'sys', 'idle'],
  win32: ['user', 'sys', 'idle'],
};
const NAMES: Readonly<Record<State, string>> = {
  user: 'user',
  nice: 'nice',
  sys: 'system',
  idle: 'idle',
  irq: 'interrupt',
};

/** What the processors spend their time on, from the times that Node gives: each state's share of all of them. */
export class NodeCpuStatesReader implements SensorReader {
  readonly name = 'cpu states';
  readonly cadenceMs = 0;
  readonly timeoutMs = 2000;
  readonly metrics: readonly MetricDescription[];
  readonly #states: readonly State[];
  readonly #cpus: () => CpuInfo[];
  readonly #counters: Counters;

  constructor(platform: NodeJS.Platform, source: () => CpuInfo[] = cpus) {
    this.#states = STATES[platform] ?? [];
    this.#cpus = source;
    this.#counters = new Counters(this.#states.length);
    this.metrics = CPU_STATE_METRICS.filter(({ metric }) => this.#states.some((state) => metric === metricOf(state)));
  }

  read(clock: Clock): readonly Reading[] {
    const readings: Reading[] = [];
    const all = this.#cpus().map(({ times }) => this.#states.map((state) => times[state]));
    const total = this.#states.map((_, i) => all.reduce((sum, times) => sum + times[i]!, 0));
    this.#counters.begin(clock.monotonic());
    for (const [i, times] of all.entries()) this.#give(readings, String(i), times);
    this.#give(readings, 'total', total);
    this.#counters.end();
    return readings;
  }

  absent(): readonly AbsentMetric[] {
    const reason = 'the system lists no processors';
    return 0 < this.#cpus().length ? [] : this.metrics.map(({ metric }) => ({ metric, reason, remedy: null }));
  }

  forget(): void {
    this.#counters.forget();
  }

  close(): void {
    // Nothing is held open.
  }

  #give(readings: Reading[], entity: string, times: readonly number[]): void {
    this.#counters.select(entity);
    for (const [i, time] of times.entries()) this.#counters.setValue(i, time);
    if (this.#counters.advance() === null) return;
    const { deltas } = this.#counters;
    const all = deltas.reduce((sum, delta) => sum + delta, 0);
    if (all === 0) return;
    for (const [i, state] of this.#states.entries()) {
      readings.push({ metric: metricOf(state), entity, value: deltas[i]! / all, unit: '1' });
    }
  }
}

function metricOf(state: State): string {
  return `system.cpu.utilization.${NAMES[state]}`;
}
