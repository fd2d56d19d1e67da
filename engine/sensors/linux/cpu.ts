import { join } from 'node:path';
import { Fault } from '../../fault.ts';
import type { Clock } from '../../time/clock.ts';
import { absentWithout } from '../absent.ts';
import { Counters } from '../counters.ts';
import { ProcFile } from '../proc-file.ts';
import { Scanner } from '../scanner.ts';
import type { AbsentMetric, MetricDescription, Reading, SensorReader } from '../sensor.ts';

const UTILIZATION = 'system.cpu.utilization';
const CREATED = 'system.process.created';
const COUNT = 'system.process.count';

// user nice system idle iowait irq softirq steal. What follows, guest and guest_nice, is in user and nice already.
const TIMES = 8;
const TIMES_OF_THE_FIRST_KERNELS = 4;
const IDLE = 3;
const IOWAIT = 4;

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
  readonly metrics: readonly MetricDescription[] = [
    {
      metric: UTILIZATION,
      unit: '1',
      meaning: 'share of time the processors worked: 1 − (idle + iowait) / all, `total` and each by number',
    },
    { metric: COUNT, unit: '{process}', meaning: 'processes that are running or wait for a disk (blocked) right now' },
    { metric: CREATED, unit: '{process}/s', meaning: 'processes and threads started per second' },
  ];
  readonly #file: ProcFile;
  readonly #scanner = new Scanner();
  readonly #times = new Counters(TIMES);
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
    const name = this.#scanner.word();
    const entity = name === 'cpu' ? 'total' : name.slice(3);
    this.#times.select(entity);
    let times = 0;
    while (times < TIMES && !Number.isNaN(this.#scanner.number())) this.#times.set(times++, this.#scanner);
    if (times < TIMES_OF_THE_FIRST_KERNELS) return;
    if (this.#times.advance() === null) return;

    const { deltas } = this.#times;
    let all = 0;
    for (let i = 0; i < TIMES; i++) all += deltas[i]!;
    // Nothing was counted between two calls less than a tick of the kernel (mostly 10 ms) apart.
    if (all === 0) return;
    const busy = all - deltas[IDLE]! - deltas[IOWAIT]!;
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
