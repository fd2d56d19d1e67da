import { join } from 'node:path';
import { Fault, systemReason } from '../../fault.ts';
import type { Clock } from '../../time/clock.ts';
import { allAbsent, isReadable } from '../absent.ts';
import { CPU_POWER_METRICS } from '../catalogue/hardware.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';
import { HangWatch } from './hang-watch.ts';
import type { FileParts } from './hang-watch.ts';
import { listFolder, readText, SensorFile } from './sensor-file.ts';
import type { SensorFileParts } from './sensor-file.ts';

interface Zone {
  readonly entity: string;
  readonly file: SensorFile;
  /** Where the counter starts at 0 again. */
  readonly overflow: number;
  before: { readonly energy: number; readonly ms: number } | null;
}

/** What the reader stands on; tests put in others. */
export interface CpuPowerParts extends FileParts {
  readonly mayRead?: (path: string) => boolean;
}

const METRIC = 'hw.cpu.power';
const MICRO = 1e6;

/**
 * The power of the processors, from the energy counters that Intel's and AMD's have (the kernel's powercap, RAPL).
 *
 * The same package shows up once more behind memory-mapped registers (intel-rapl-mmio), which is left out. A counter that cannot be read
 * is left out alone.
 */
export class CpuPowerReader implements SensorReader {
  readonly name = 'cpu power';
  readonly cadenceMs = 0;
  readonly timeoutMs = 2000;
  readonly metrics = CPU_POWER_METRICS;
  readonly #folder: string;
  readonly #mayRead: (path: string) => boolean;
  readonly #watch: HangWatch;
  readonly #files: SensorFileParts;
  #zones: readonly Zone[] | null = null;

  constructor(root: string, { mayRead = isReadable, warn, files = {} }: CpuPowerParts = {}) {
    this.#folder = join(root, 'sys/class/powercap');
    this.#mayRead = mayRead;
    this.#watch = new HangWatch(warn);
    this.#files = files;
  }

  async read(clock: Clock): Promise<readonly Reading[]> {
    this.#zones ??= this.#find();
    const readings: Reading[] = [];
    const errors: unknown[] = [];
    for (const zone of this.#zones) {
      await this.#readZone(zone, clock, readings).catch((error: unknown) => {
        // What is spent until it answers again is spent in a gap.
        zone.before = null;
        errors.push(error);
      });
    }
    if (0 < errors.length && errors.length === this.#zones.length) {
      const { path } = this.#zones[0]!.file;
      throw new Fault('source-failed', `cannot read ${path} (${systemReason(errors[0])})`, { cause: errors[0] });
    }
    return readings;
  }

  absent(): readonly AbsentMetric[] {
    const names = this.#names();
    if (names.length === 0) {
      return allAbsent(
        this.metrics,
        `no processor counts its energy under ${this.#folder}; virtual machines show none`,
      );
    }
    const path = join(this.#folder, names[0]!, 'energy_uj');
    if (this.#mayRead(path)) return [];
    const reason = `only root may read ${path}, because fine readings of energy can give away secrets of other programs`;
    return allAbsent(
      this.metrics,
      reason,
      `until the next start of the machine: sudo chmod a+r ${this.#folder}/*/energy_uj`,
    );
  }

  forget(): void {
    for (const zone of this.#zones ?? []) zone.before = null;
  }

  close(): void {
    for (const { file } of this.#zones ?? []) file.close();
    this.#zones = null;
  }

  async #readZone(zone: Zone, clock: Clock, readings: Reading[]): Promise<void> {
    const { entity, file } = zone;
    const energy = await this.#watch.read({ metric: METRIC, entity, file }, clock.monotonic(), readings);
    const value = power(zone, energy, clock.monotonic());
    if (value !== null) readings.push({ metric: METRIC, entity, value, unit: 'W' });
  }

  #names(): string[] {
    return listFolder(this.#folder).filter((name) => /^intel-rapl:\d+(:\d+)?$/.test(name));
  }

  #find(): Zone[] {
    return this.#names().flatMap((name) => {
      const folder = join(this.#folder, name);
      const file = join(folder, 'energy_uj');
      if (!this.#mayRead(file)) return [];
      const whole = readText(join(this.#folder, name.split(':').slice(0, 2).join(':'), 'name')) ?? name;
      const own = readText(join(folder, 'name')) ?? name;
      const entity = whole === own ? own : `${whole} ${own}`;
      const overflow = Number(readText(join(folder, 'max_energy_range_uj')) ?? NaN);
      return [{ entity, file: new SensorFile(file, this.#files), overflow, before: null }];
    });
  }
}

/** Watts since the reading before; null the first time, and where they cannot be true. */
function power(zone: Zone, energy: number, ms: number): number | null {
  const { before, overflow } = zone;
  zone.before = Number.isNaN(energy) ? null : { energy, ms };
  if (before === null || !(before.ms < ms)) return null;
  const spent = energy < before.energy ? energy - before.energy + overflow : energy - before.energy;
  const watts = (spent / MICRO / (ms - before.ms)) * 1000;
  const [least, most] = CPU_POWER_METRICS[0]!.range;
  return least <= watts && watts <= most ? watts : null;
}
