import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../time/clock.ts';
import { absentWithout } from '../absent.ts';
import { PROCESS_METRICS, TOP_COUNT } from '../catalogue/process.ts';
import { Counters } from '../counters.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';
import { eachProcess, processText, TopNames } from './process-list.ts';
import { parseProcessStat } from './process-stat.ts';
import { readText } from './sensor-file.ts';

// USER_HZ: what the kernel tells programs, whatever it counts in itself.
const TICKS_PER_SECOND = 100;
const AT_PAGESZ = 6n;
const USUAL_PAGE_BYTES = 4096;

/** What the processes take, those of one name together, from /proc/PID/stat: the ten names with most of each. */
export class ProcessesReader implements SensorReader {
  readonly name = 'processes';
  // Every process has its file: 25 µs each.
  readonly cadenceMs = 5000;
  readonly timeoutMs = 5000;
  readonly metrics = PROCESS_METRICS;
  readonly #root: string;
  readonly #counters = new Counters(1);
  readonly #pageBytes: number;

  constructor(root: string) {
    this.#root = root;
    this.#pageBytes = pageBytes(root);
  }

  async read(clock: Clock): Promise<readonly Reading[]> {
    const [cpu, memory, threads] = [new TopNames(), new TopNames(), new TopNames()];
    const ticksPerMs = (TICKS_PER_SECOND * processors(this.#root)) / 1000;
    this.#counters.begin(clock.monotonic());
    await eachProcess(this.#root, (pid) => {
      const stat = parseProcessStat(processText(this.#root, pid, 'stat') ?? '');
      if (stat === null) return;
      memory.add(stat.name, stat.residentPages * this.#pageBytes);
      threads.add(stat.name, stat.threads);
      this.#counters.select(`${pid} ${stat.start}`);
      this.#counters.setValue(0, stat.ticks);
      const elapsedMs = this.#counters.advance();
      if (elapsedMs !== null) cpu.add(stat.name, this.#counters.deltas[0]! / ticksPerMs / elapsedMs);
    });
    this.#counters.end();
    return [cpu, memory, threads].flatMap((names, i) => {
      const { metric, unit } = PROCESS_METRICS[i]!;
      // Ticks are whole hundredths of a second, which can be a little more than the time that has passed.
      return names
        .top(TOP_COUNT)
        .map(([entity, value]) => ({ metric, entity, value: i === 0 ? Math.min(1, value) : value, unit }));
    });
  }

  absent(): readonly AbsentMetric[] {
    return absentWithout(join(this.#root, 'proc/self/stat'), this.metrics);
  }

  forget(): void {
    this.#counters.forget();
  }

  close(): void {
    // Nothing is held open.
  }
}

function processors(root: string): number {
  return readText(join(root, 'proc/stat'))?.match(/^cpu\d/gm)?.length ?? 1;
}

// The kernel tells every program the size of a page at its start: 4 KiB, but 16 or 64 KiB on some ARM machines.
function pageBytes(root: string): number {
  try {
    const auxiliary = readFileSync(join(root, 'proc/self/auxv'));
    for (let at = 0; at + 16 <= auxiliary.length; at += 16) {
      if (auxiliary.readBigUInt64LE(at) === AT_PAGESZ) return Number(auxiliary.readBigUInt64LE(at + 8));
    }
  } catch {
    // Sandboxes may not show it.
  }
  return USUAL_PAGE_BYTES;
}
