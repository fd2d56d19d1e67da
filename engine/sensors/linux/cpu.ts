import { join } from 'node:path';
import { Fault } from '../../fault.ts';
import type { Clock } from '../../time/clock.ts';
import { absentWithout } from '../absent.ts';
import { CPU_METRICS } from '../catalogue/cpu.ts';
import { Counters } from '../counters.ts';
import { ProcFile } from '../proc-file.ts';
import { Scanner } from '../scanner.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';
import { CPU_TIME, CpuTimes } from './cpu-times.ts';

const UTILIZATION = 'system.cpu.utilization';
const CREATED = 'system.process.created';
const COUNT = 'system.process.count';

/**
 * How busy the processors are, from /proc/stat.
 *
 * 1 − (idle + iowait) / (user + nice + system + idle + iowait + irq + softirq + steal), over the time since the previous
 * call: what `top` shows as 100 − id − wa. Time stolen by other virtual machines counts as busy, time given
 * to guests is counted once. A processor that is switched off has no line there and gives no row. The kernel lets iowait
 * go back at times; as with every counter that does, the processor then has no row until the next call.
 */
export class CpuReader implements SensorReader {
  readonly name = 'cpu';
  readonly cadenceMs = 0;
  readonly timeoutMs = 2000;
  readonly metrics = CPU_METRICS;
  readonly #file: ProcFile;
  readonly #scanner = new Scanner();
  readonly #times = new CpuTimes();
  readonly #created = new Counters(1);

  constructor(root: string) {
    this.#file = new ProcFile(join(root, 'proc/stat'));
  }

  read(clock: Clock): readonly Reading[] {
    const bytes = this.#file.read();
    if (bytes === null) return [];
    const nowMs = clock.monotonic();
    const readings: Reading[] = [];
    const scanner = this.#scanner.start(bytes);
    this.#times.begin(nowMs);
    this.#created.begin(nowMs);
    if (!scanner.sees('cpu')) throw new Fault('source-failed', `${this.#file.path} does not begin with "cpu"`);
    for (; scanner.sees('cpu'); scanner.nextLine()) this.#readProcessor(readings);
    for (; !scanner.atEnd; scanner.nextLine()) this.#readProcesses(readings);
    this.#times.end();
    return readings;
  }

  absent(): readonly AbsentMetric[] {
    return absentWithout(this.#file.path, this.metrics);
  }

  forget(): void {
    this.#times.forget();
    this.#created.forget();
  }

  close(): void {
    this.#file.close();
  }

  #readProcessor(readings: Reading[]): void {
    const spent = this.#times.read(this.#scanner);
    if (spent === null) return;
    const { entity, ticks, all } = spent;
    const busy = all - ticks[CPU_TIME.idle]! - ticks[CPU_TIME.iowait]!;
    readings.push({ metric: UTILIZATION, entity, value: busy / all, unit: '1' });
  }

  #readProcesses(readings: Reading[]): void {
    const scanner = this.#scanner;
    // "processes" counts those ever started; "procs_running" and "procs_blocked" those of now.
    if (!scanner.sees('proc')) return;
    const name = scanner.word();
    const value = scanner.number();
    if (Number.isNaN(value)) return;
    if (name !== 'processes') {
      readings.push({ metric: COUNT, entity: name.slice('procs_'.length), value, unit: '{process}' });
      return;
    }
    this.#created.select('total');
    this.#created.set(0, scanner);
    const elapsedMs = this.#created.advance();
    if (elapsedMs === null) return;
    const rate = (this.#created.deltas[0]! * 1000) / elapsedMs;
    readings.push({ metric: CREATED, entity: 'total', value: rate, unit: '{process}/s' });
  }
}
