import type { Clock } from '../../time/clock.ts';
import { allAbsent } from '../absent.ts';
import { FAN_METRICS } from '../catalogue/hardware.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';
import { HwmonInputs } from './hwmon-reader.ts';
import type { FileParts } from './hang-watch.ts';
import { isVirtual } from './temperature.ts';

// A disconnected header says 0 for ever, and some chips give all ones of their 16-bit counter.
const TOO_FAST = 30_000;

/**
 * Fans, from /sys/class/hwmon. A fan that has never been seen turning may be a header that nothing is connected to, and
 * has no rows; one that has turned gives 0 when it stops.
 */
export class FanReader implements SensorReader {
  readonly name = 'fan';
  readonly cadenceMs = 2000;
  readonly timeoutMs = 2000;
  readonly metrics = FAN_METRICS;
  readonly #root: string;
  readonly #inputs: HwmonInputs;
  readonly #hasTurned = new Set<string>();

  constructor(root: string, parts: FileParts = {}) {
    this.#root = root;
    const value = (raw: number, entity: string): number | null => this.#plausible(raw, entity);
    this.#inputs = new HwmonInputs(root, { kind: 'fan', metric: 'hw.fan.speed', unit: 'rpm', value }, parts);
  }

  read(clock: Clock): Promise<readonly Reading[]> {
    return this.#inputs.read(clock);
  }

  absent(): readonly AbsentMetric[] {
    if (0 < this.#inputs.count()) return [];
    const reason = 'no chip under /sys/class/hwmon tells of a fan; laptops often keep theirs to the firmware';
    return allAbsent(
      this.metrics,
      reason,
      isVirtual(this.#root) ? null : 'load the driver for your board: sudo sensors-detect',
    );
  }

  forget(): void {
    // Nothing here is a counter.
  }

  close(): void {
    this.#inputs.close();
  }

  #plausible(raw: number, entity: string): number | null {
    if (!(0 <= raw && raw < TOO_FAST)) return null;
    if (0 < raw) this.#hasTurned.add(entity);
    return this.#hasTurned.has(entity) ? raw : null;
  }
}
