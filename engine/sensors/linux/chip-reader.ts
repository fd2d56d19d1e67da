import type { Clock } from '../../time/clock.ts';
import { allAbsent } from '../absent.ts';
import { POWER_METRICS, VOLTAGE_METRICS } from '../catalogue/hardware.ts';
import type { AbsentMetric, MetricDescription, Reading, SensorReader } from '../sensor.ts';
import type { HwmonKind } from './hwmon.ts';
import { HwmonInputs } from './hwmon-reader.ts';
import type { FileParts } from './hang-watch.ts';
import { isVirtual } from './temperature.ts';

interface ChipKind {
  readonly name: string;
  readonly kind: HwmonKind;
  readonly description: MetricDescription;
  /** How many of the file's units are one of ours. */
  readonly divisor: number;
  readonly isZeroPossible: boolean;
}

/** The voltages that chips measure, from /sys/class/hwmon. */
export function voltageReader(root: string, parts: FileParts = {}): SensorReader {
  const description = VOLTAGE_METRICS[0]!;
  const kind = { name: 'voltage', kind: 'in', description, divisor: 1000, isZeroPossible: false } as const;
  return new ChipReader(root, kind, parts);
}

/** The power that chips measure, from /sys/class/hwmon. */
export function powerReader(root: string, parts: FileParts = {}): SensorReader {
  const description = POWER_METRICS[0]!;
  const kind = { name: 'power', kind: 'power', description, divisor: 1e6, isZeroPossible: true } as const;
  return new ChipReader(root, kind, parts);
}

class ChipReader implements SensorReader {
  readonly name: string;
  readonly cadenceMs = 2000;
  readonly timeoutMs = 2000;
  readonly metrics: readonly MetricDescription[];
  readonly #root: string;
  readonly #inputs: HwmonInputs;

  constructor(root: string, { name, kind, description, divisor, isZeroPossible }: ChipKind, parts: FileParts) {
    const { metric, unit, range } = description;
    this.name = name;
    this.metrics = [description];
    this.#root = root;
    const value = (raw: number): number | null => {
      const isPossible = range[0] <= raw / divisor && raw / divisor <= range[1] && (raw !== 0 || isZeroPossible);
      return isPossible ? raw / divisor : null;
    };
    this.#inputs = new HwmonInputs(root, { kind, metric, unit, value }, parts);
  }

  read(clock: Clock): Promise<readonly Reading[]> {
    return this.#inputs.read(clock);
  }

  absent(): readonly AbsentMetric[] {
    if (0 < this.#inputs.count()) return [];
    const remedy = isVirtual(this.#root) ? null : 'load the driver for your board: sudo sensors-detect';
    return allAbsent(this.metrics, `no chip under /sys/class/hwmon tells of ${this.name}`, remedy);
  }

  forget(): void {
    // Nothing here is a counter.
  }

  close(): void {
    this.#inputs.close();
  }
}
