import { join } from 'node:path';
import type { Clock } from '../../time/clock.ts';
import { allAbsent } from '../absent.ts';
import { PROCESS_IO_METRICS } from '../catalogue/process.ts';
import { Counters } from '../counters.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';
import { eachProcess, processText, TopNames } from './process-list.ts';

const TOP = 10;

/** What the processes read from and write to disks, those of one name together, from /proc/PID/io. */
export class ProcessIoReader implements SensorReader {
  readonly name = 'process io';
  readonly cadenceMs = 5000;
  readonly timeoutMs = 5000;
  readonly metrics = PROCESS_IO_METRICS;
  readonly #root: string;
  readonly #counters = new Counters(2);

  constructor(root: string) {
    this.#root = root;
  }

  async read(clock: Clock): Promise<readonly Reading[]> {
    const directions = [new TopNames(), new TopNames()];
    this.#counters.begin(clock.monotonic());
    await eachProcess(this.#root, (pid) => {
      const bytes = parseIo(processText(this.#root, pid, 'io'));
      if (bytes === null) return;
      this.#counters.select(pid);
      for (let i = 0; i < bytes.length; i++) this.#counters.setValue(i, bytes[i]!);
      const elapsedMs = this.#counters.advance();
      const { deltas } = this.#counters;
      // The name is another file, and most processes do nothing.
      if (elapsedMs === null || deltas[0]! + deltas[1]! === 0) return;
      const name = processText(this.#root, pid, 'comm')?.trim();
      if (name !== undefined)
        for (const [i, top] of directions.entries()) top.add(name, (deltas[i]! * 1000) / elapsedMs);
    });
    this.#counters.end();
    return directions.flatMap((names, i) => {
      const { metric, unit } = PROCESS_IO_METRICS[i]!;
      return names.top(TOP).map(([entity, value]) => ({ metric, entity, value, unit }));
    });
  }

  absent(): readonly AbsentMetric[] {
    if (processText(this.#root, 'self', 'io') !== null) return [];
    const path = join(this.#root, 'proc/self/io');
    return allAbsent(this.metrics, `this kernel has no ${path}: it was built without TASK_IO_ACCOUNTING`);
  }

  forget(): void {
    this.#counters.forget();
  }

  close(): void {
    // Nothing is held open.
  }
}

function parseIo(text: string | null): [read: number, write: number] | null {
  const [, read] = /^read_bytes: (\d+)$/m.exec(text ?? '') ?? [];
  const [, write] = /^write_bytes: (\d+)$/m.exec(text ?? '') ?? [];
  return read === undefined || write === undefined ? null : [Number(read), Number(write)];
}
