import { join } from 'node:path';
import type { Clock } from '../../time/clock.ts';
import { allAbsent } from '../absent.ts';
import { TEMPERATURE_METRICS } from '../catalogue/hardware.ts';
import { Jumps } from '../jumps.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';
import { plausibleTemperature } from '../temperature-range.ts';
import { HwmonInputs } from './hwmon-reader.ts';
import type { FileParts } from './hang-watch.ts';
import { listFolder, readText } from './sensor-file.ts';
import { ThermalZones } from './thermal-zones.ts';

// A processor that begins to work heats up by thirty degrees and more, but within seconds.
const MOST_DEGREES_AT_ONCE = 40;

/**
 * Temperatures, from /sys/class/hwmon, or from /sys/class/thermal where there is none.
 *
 * Left out are values that cannot be true (see `plausibleTemperature`), that jump (see `Jumps`), and devices that sleep.
 */
export class TemperatureReader implements SensorReader {
  readonly name = 'temperature';
  // Temperatures move slowly, and some chips and disks take milliseconds to answer.
  readonly cadenceMs = 2000;
  readonly timeoutMs = 2000;
  readonly metrics = TEMPERATURE_METRICS;
  readonly #root: string;
  readonly #inputs: HwmonInputs;
  readonly #zones: ThermalZones;
  readonly #jumps = new Jumps(MOST_DEGREES_AT_ONCE);

  constructor(root: string, parts: FileParts = {}) {
    this.#root = root;
    const value = (raw: number, entity: string): number | null => this.#believable(raw / 1000, entity);
    this.#inputs = new HwmonInputs(root, { kind: 'temp', metric: 'hw.temperature', unit: 'Cel', value }, parts);
    this.#zones = new ThermalZones(root, (celsius, entity) => this.#believable(celsius, entity));
  }

  async read(clock: Clock): Promise<readonly Reading[]> {
    const readings = await this.#inputs.read(clock);
    return 0 < this.#inputs.count() ? readings : this.#zones.read();
  }

  absent(): readonly AbsentMetric[] {
    if (0 < this.#inputs.count() || 0 < this.#zones.count()) return [];
    const reason =
      'this machine has no temperature sensors under /sys/class/hwmon or /sys/class/thermal; virtual machines usually have none';
    return allAbsent(
      this.metrics,
      reason,
      isVirtual(this.#root) ? null : 'load the driver for your board: sudo sensors-detect',
    );
  }

  forget(): void {
    this.#jumps.forget();
  }

  close(): void {
    this.#inputs.close();
    this.#zones.close();
  }

  #believable(celsius: number, entity: string): number | null {
    const value = plausibleTemperature(celsius);
    return value !== null && this.#jumps.isBelievable(entity, value) ? value : null;
  }
}

/** Whether this is a virtual machine, as far as its firmware or its processor says. */
export function isVirtual(root: string): boolean {
  const vendor = readText(join(root, 'sys/class/dmi/id/sys_vendor')) ?? '';
  const product = readText(join(root, 'sys/class/dmi/id/product_name')) ?? '';
  if (
    /QEMU|VMware|innotek|Xen|Amazon EC2|Google|Virtual Machine|KVM|Bochs|Parallels|OpenStack/.test(
      `${vendor} ${product}`,
    )
  ) {
    return true;
  }
  if (listFolder(join(root, 'sys/hypervisor')).includes('type')) return true;
  return /^flags\s*:.*\bhypervisor\b/m.test(readText(join(root, 'proc/cpuinfo')) ?? '');
}
