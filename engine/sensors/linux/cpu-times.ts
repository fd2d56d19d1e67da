import { Counters } from '../counters.ts';
import type { Scanner } from '../scanner.ts';

// user nice system idle iowait irq softirq steal. What follows, guest and guest_nice, is in user and nice already.
const TIMES = 8;
const TIMES_OF_THE_FIRST_KERNELS = 4;

/** Where each time stands in a line of /proc/stat. */
export const CPU_TIME = { user: 0, nice: 1, system: 2, idle: 3, iowait: 4, irq: 5, softirq: 6, steal: 7 } as const;

/** What one processor, or all of them, spent its time on since the round before. */
export interface SpentTime {
  /** `total`, or the number of the processor. */
  readonly entity: string;
  /** By `CPU_TIME`, in ticks of the kernel; valid until the next line is read. */
  readonly ticks: Float64Array;
  /** All of them together; never 0. */
  readonly all: number;
}

/** The lines "cpu…" of /proc/stat, as what has been spent since the round before. */
export class CpuTimes {
  readonly #times = new Counters(TIMES);

  /** Starts a round at the monotonic time `nowMs`. */
  begin(nowMs: number): void {
    this.#times.begin(nowMs);
  }

  /** Reads the line at which `scanner` is; null where there is nothing to compare with, and where no tick has passed. */
  read(scanner: Scanner): SpentTime | null {
    const name = scanner.word();
    const entity = name === 'cpu' ? 'total' : name.slice(3);
    this.#times.select(entity);
    let times = 0;
    while (times < TIMES && !Number.isNaN(scanner.number())) this.#times.set(times++, scanner);
    if (times < TIMES_OF_THE_FIRST_KERNELS || this.#times.advance() === null) return null;
    const { deltas } = this.#times;
    let all = 0;
    for (let i = 0; i < TIMES; i++) all += deltas[i]!;
    // Nothing was counted between two calls less than a tick of the kernel (mostly 10 ms) apart.
    return all === 0 ? null : { entity, ticks: deltas, all };
  }

  /** Ends a round: a processor that was not in it is forgotten. */
  end(): void {
    this.#times.end();
  }

  /** Starts everything anew. */
  forget(): void {
    this.#times.forget();
  }
}
