import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../time/clock.ts';
import { absentWithout, allAbsent } from '../absent.ts';
import { PRESSURE_METRICS } from '../catalogue/cpu.ts';
import { Counters } from '../counters.ts';
import { isMissing, ProcFile } from '../proc-file.ts';
import { Scanner } from '../scanner.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';

const ENTITIES = ['cpu', 'memory', 'io'];
const KINDS = ['some', 'full'];

/**
 * How much time goes by waiting, from /proc/pressure (the kernel's Documentation/accounting/psi.rst).
 *
 * The totals are used, not the averages: those lag by ten seconds and more. Of the whole machine, `full` of the processors
 * means nothing, and is not told.
 */
export class PressureReader implements SensorReader {
  readonly name = 'pressure';
  readonly cadenceMs = 0;
  readonly timeoutMs = 2000;
  readonly metrics = PRESSURE_METRICS;
  readonly #folder: string;
  readonly #files: readonly ProcFile[];
  readonly #scanner = new Scanner();
  readonly #counters = new Counters(1);

  constructor(root: string) {
    this.#folder = join(root, 'proc/pressure');
    this.#files = ENTITIES.map((entity) => new ProcFile(join(this.#folder, entity)));
  }

  read(clock: Clock): readonly Reading[] {
    const readings: Reading[] = [];
    this.#counters.begin(clock.monotonic());
    for (let i = 0; i < ENTITIES.length; i++) this.#readFile(this.#files[i]!, ENTITIES[i]!, readings);
    this.#counters.end();
    return readings;
  }

  absent(): readonly AbsentMetric[] {
    if (!existsSync(this.#folder)) {
      const reason = `this kernel has no ${this.#folder}: it is older than 4.20, or pressure is not counted`;
      return allAbsent(this.metrics, reason, 'where the kernel was built for it: add psi=1 to its command line');
    }
    try {
      for (const file of this.#files) file.read();
      return absentWithout(this.#files[0]!.path, this.metrics);
    } catch (error) {
      // A kernel with psi=0 shows the files, and answers with "not supported".
      const { cause } = error as Error;
      const reason = isMissing(cause) ? `${this.#folder} is empty` : 'this kernel was started with psi=0';
      return allAbsent(this.metrics, reason, 'add psi=1 to the command line of the kernel');
    }
  }

  forget(): void {
    this.#counters.forget();
  }

  close(): void {
    for (const file of this.#files) file.close();
  }

  #readFile(file: ProcFile, entity: string, readings: Reading[]): void {
    const bytes = file.read();
    if (bytes === null) return;
    for (const scanner = this.#scanner.start(bytes); !scanner.atEnd; scanner.nextLine()) {
      const kind = scanner.word();
      if (!KINDS.includes(kind) || (kind === 'full' && entity === 'cpu')) continue;
      if (!scanner.passOver('total=') || Number.isNaN(scanner.number())) continue;
      this.#counters.select(`${kind} ${entity}`);
      this.#counters.set(0, scanner);
      const elapsedMs = this.#counters.advance();
      if (elapsedMs === null) continue;
      // The kernel adds up what it counted in time slices of its own, which may reach a little over ours.
      const value = Math.min(1, this.#counters.deltas[0]! / 1000 / elapsedMs);
      readings.push({ metric: `system.linux.pressure.${kind}`, entity, value, unit: '1' });
    }
  }
}
