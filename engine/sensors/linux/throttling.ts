import { join } from 'node:path';
import type { Clock } from '../../time/clock.ts';
import { allAbsent } from '../absent.ts';
import { THROTTLING_METRICS } from '../catalogue/cpu.ts';
import { Counters } from '../counters.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';
import { listFolder, readText } from './sensor-file.ts';

interface Part {
  readonly kind: 'core' | 'package';
  readonly entity: string;
  readonly folder: string;
}

/**
 * How far heat slows down the processors, from the counters of Intel's (sys/devices/system/cpu/cpuN/thermal_throttle).
 *
 * The threads of one core share its counter, and the cores of one package that of the package: each is told once.
 */
export class ThrottlingReader implements SensorReader {
  readonly name = 'throttling';
  readonly cadenceMs = 2000;
  readonly timeoutMs = 2000;
  readonly metrics = THROTTLING_METRICS;
  readonly #folder: string;
  readonly #counters = new Counters(1);
  #signature: string | null = null;
  #parts: readonly Part[] = [];

  constructor(root: string) {
    this.#folder = join(root, 'sys/devices/system/cpu');
  }

  read(clock: Clock): readonly Reading[] {
    this.#look();
    const readings: Reading[] = [];
    this.#counters.begin(clock.monotonic());
    for (const { kind, entity, folder } of this.#parts) {
      const events = this.#increase(join(folder, `${kind}_throttle_count`));
      if (events !== null) {
        const metric = `system.cpu.throttling.${kind}`;
        readings.push({ metric, entity, value: events.delta * events.perSecond, unit: '{event}/s' });
      }
      // Kernels before 5.7 count events only.
      const time = this.#increase(join(folder, `${kind}_throttle_total_time_ms`));
      if (time === null) continue;
      const value = Math.min(1, (time.delta * time.perSecond) / 1000);
      readings.push({ metric: `system.cpu.throttling_time.${kind}`, entity, value, unit: '1' });
    }
    this.#counters.end();
    return readings;
  }

  absent(): readonly AbsentMetric[] {
    this.#look();
    if (0 < this.#parts.length) return [];
    const reason =
      'no processor counts how often heat slows it down: only those of Intel do, and not in virtual machines';
    return allAbsent(this.metrics, reason);
  }

  forget(): void {
    this.#counters.forget();
  }

  close(): void {
    // Nothing is held open: these are read every other second.
  }

  #increase(path: string): { delta: number; perSecond: number } | null {
    const text = readText(path);
    if (text === null || !/^\d+$/.test(text)) return null;
    this.#counters.select(path);
    this.#counters.setValue(0, Number(text));
    const elapsedMs = this.#counters.advance();
    return elapsedMs === null ? null : { delta: this.#counters.deltas[0]!, perSecond: 1000 / elapsedMs };
  }

  #look(): void {
    const processors = listFolder(this.#folder).filter((name) => /^cpu\d+$/.test(name));
    const signature = processors.join(' ');
    if (signature === this.#signature) return;
    this.#signature = signature;
    this.#parts = processors.flatMap((name) => partsOf(join(this.#folder, name), name.slice(3)));
  }
}

function partsOf(processor: string, number: string): Part[] {
  const folder = join(processor, 'thermal_throttle');
  if (readText(join(folder, 'core_throttle_count')) === null) return [];
  const parts: Part[] = [];
  const isFirst = (list: string | null): boolean => list === null || /^\d+/.exec(list)?.[0] === number;
  const siblings = readText(join(processor, 'topology/thread_siblings_list'));
  if (isFirst(siblings)) parts.push({ kind: 'core', entity: number, folder });
  const cores = readText(join(processor, 'topology/core_siblings_list'));
  const entity = readText(join(processor, 'topology/physical_package_id')) ?? number;
  if (isFirst(cores) && readText(join(folder, 'package_throttle_count')) !== null) {
    parts.push({ kind: 'package', entity, folder });
  }
  return parts;
}
