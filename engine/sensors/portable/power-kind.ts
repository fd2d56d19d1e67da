import { POWER_SUPPLY_METRICS } from '../catalogue/hardware.ts';
import type { Reading } from '../sensor.ts';
import type { PortableKind } from './portable-reader.ts';
import type { BatteryState, SystemInformation } from './system-information.ts';

/** What the battery does, and whether the mains gives power, as far as the system tells. */
export function powerKind(information: SystemInformation): PortableKind {
  return {
    name: 'power supply',
    cadenceMs: 30_000,
    metrics: POWER_SUPPLY_METRICS.filter(({ metric }) => metric !== 'hw.battery.power'),
    reason: 'this machine has no battery, or its system does not tell this of it now',
    remedy: null,
    gauges: async () => {
      const state = await information.battery();
      return state === null ? [] : readingsOf(state);
    },
  };
}

function readingsOf({ healthShare, secondsLeft, isOnline }: BatteryState): Reading[] {
  const readings: Reading[] = [];
  const give = (metric: string, value: number | null, entity: string): void => {
    const { range, unit } = POWER_SUPPLY_METRICS.find((each) => each.metric === metric)!;
    if (value !== null && range[0] <= value && value <= range[1]) readings.push({ metric, entity, value, unit });
  };
  give('hw.battery.health', healthShare, 'battery');
  give('hw.battery.time_left', secondsLeft, 'battery');
  give('hw.power_supply.online', isOnline === null ? null : Number(isOnline), 'mains');
  return readings;
}
