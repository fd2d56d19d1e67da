import { join } from 'node:path';
import { allAbsent } from '../absent.ts';
import { POWER_SUPPLY_METRICS } from '../catalogue/hardware.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';
import { powerSupplies } from './power-supplies.ts';
import type { PowerSupply } from './power-supplies.ts';

const SECONDS_PER_HOUR = 3600;

/** What the batteries do, and whether the mains gives power, from /sys/class/power_supply. */
export class PowerSupplyReader implements SensorReader {
  readonly name = 'power supply';
  readonly cadenceMs = 10_000;
  readonly timeoutMs = 5000;
  readonly metrics = POWER_SUPPLY_METRICS;
  readonly #folder: string;

  constructor(root: string) {
    this.#folder = join(root, 'sys/class/power_supply');
  }

  async read(): Promise<readonly Reading[]> {
    const supplies = await powerSupplies(this.#folder);
    return supplies.flatMap((supply) => (supply.isBattery ? batteryReadings(supply) : sourceReadings(supply)));
  }

  async absent(): Promise<readonly AbsentMetric[]> {
    const given = new Set((await this.read()).map(({ metric }) => metric));
    const supplies = await powerSupplies(this.#folder);
    const missing = this.metrics.filter(({ metric }) => !given.has(metric));
    const battery = supplies.some(({ isBattery }) => isBattery)
      ? 'the driver of the battery does not tell, or it neither charges nor discharges now'
      : 'this machine has no battery under /sys/class/power_supply';
    const source = 'this machine tells of no mains and no charger under /sys/class/power_supply';
    return missing.flatMap((each) => allAbsent([each], each.metric.includes('battery') ? battery : source));
  }

  forget(): void {
    // Nothing here is a counter.
  }

  close(): void {
    // Nothing is held open: these are read every ten seconds.
  }
}

function sourceReadings({ entity, number }: PowerSupply): Reading[] {
  const online = number('online');
  if (Number.isNaN(online)) return [];
  return [{ metric: 'hw.power_supply.online', entity, value: 0 < online ? 1 : 0, unit: '1' }];
}

function batteryReadings({ entity, number, text }: PowerSupply): Reading[] {
  const readings: Reading[] = [];
  const give = (metric: string, value: number, unit: string): void => {
    const [least, most] = POWER_SUPPLY_METRICS.find((each) => each.metric === metric)!.range;
    if (least <= value && value <= most && Number.isFinite(value)) readings.push({ metric, entity, value, unit });
  };
  const status = text('status');
  // Some drivers say below 0 while it discharges, and some do not.
  const current = Math.abs(number('current_now'));
  const watts = (number('power_now', Math.abs) || (current * number('voltage_now')) / 1e6) / 1e6;
  const direction = { Discharging: -1, Charging: 1 }[status];
  if (direction !== undefined) give('hw.battery.power', direction * watts, 'W');

  const kind = Number.isNaN(number('energy_now')) ? 'charge' : 'energy';
  const [now, full] = [number(`${kind}_now`), number(`${kind}_full`)];
  // Energy goes by power, and charge by current.
  const flow = kind === 'energy' ? watts * 1e6 : current || (watts * 1e12) / number('voltage_now');
  const left = status === 'Charging' ? full - now : now;
  if (direction !== undefined && 0 < flow) give('hw.battery.time_left', (left / flow) * SECONDS_PER_HOUR, 's');
  give('hw.battery.health', full / number(`${kind}_full_design`), '1');
  return readings;
}
