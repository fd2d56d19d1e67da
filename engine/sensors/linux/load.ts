import { join } from 'node:path';
import { Fault } from '../../fault.ts';
import { absentWithout } from '../absent.ts';
import { LOAD_METRICS } from '../catalogue/cpu.ts';
import { ProcFile } from '../proc-file.ts';
import { Scanner } from '../scanner.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';

/** The load averages, from /proc/loadavg. */
export class LoadReader implements SensorReader {
  readonly name = 'load';
  // The kernel works them out anew every five seconds.
  readonly cadenceMs = 5000;
  readonly timeoutMs = 2000;
  readonly metrics = LOAD_METRICS;
  readonly #file: ProcFile;
  readonly #scanner = new Scanner();

  constructor(root: string) {
    this.#file = new ProcFile(join(root, 'proc/loadavg'));
  }

  read(): readonly Reading[] {
    const bytes = this.#file.read();
    if (bytes === null) return [];
    const scanner = this.#scanner.start(bytes);
    return this.metrics.map(({ metric, unit }) => {
      const value = scanner.decimal();
      if (Number.isNaN(value)) throw new Fault('source-failed', `${this.#file.path} does not hold three numbers`);
      return { metric, entity: 'total', value, unit };
    });
  }

  absent(): readonly AbsentMetric[] {
    return absentWithout(this.#file.path, this.metrics);
  }

  forget(): void {
    // Nothing here is a counter.
  }

  close(): void {
    this.#file.close();
  }
}
