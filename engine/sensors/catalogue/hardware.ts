import type { MetricDescription } from '../sensor.ts';
import { AMOUNT, SHARE } from './ranges.ts';

/** What is told of temperatures, on every platform. */
export const TEMPERATURE_METRICS: readonly MetricDescription[] = [
  {
    metric: 'hw.temperature',
    unit: 'Cel',
    meaning: 'temperature of each sensor: chips, processors, NVMe and other disks; sleeping devices are not woken',
    source: '/sys/class/hwmon/*/temp*_input, else /sys/class/thermal/thermal_zone*/temp',
    method: 'm°C ÷ 1000; left out: exactly 0 and −1, −40 and less, 150 and more',
    range: [-40, 150],
  },
];

/** The speeds of fans. */
export const FAN_METRICS: readonly MetricDescription[] = [
  {
    metric: 'hw.fan.speed',
    unit: 'rpm',
    meaning: 'turns per minute of each fan that has been seen turning',
    source: '/sys/class/hwmon/*/fan*_input',
    method: 'as it is; left out: 30,000 and more, and 0 of a fan that never turned',
    range: [0, 30_000],
  },
];

/** What is told of batteries, on every platform. */
export const BATTERY_METRICS: readonly MetricDescription[] = [
  {
    metric: 'hw.battery.charge',
    unit: '1',
    meaning: 'share of what the battery holds when full',
    source: '/sys/class/power_supply/*/{energy,charge}_{now,full}, else capacity',
    method: 'now ÷ full, or capacity ÷ 100',
    range: SHARE,
  },
];

/** What else this machine's batteries and its power source tell, on Linux. */
export const POWER_SUPPLY_METRICS: readonly MetricDescription[] = [
  {
    metric: 'hw.battery.power',
    unit: 'W',
    meaning: 'power that flows into the battery (above 0) or out of it (below 0)',
    source: '/sys/class/power_supply/*/power_now, else current_now and voltage_now; status',
    method: 'µW ÷ 1,000,000, or µA × µV; the sign from "Discharging"',
    range: [-10_000, 10_000],
  },
  {
    metric: 'hw.battery.time_left',
    unit: 's',
    meaning: 'time until the battery is empty, or full while it is charged, at the power of now',
    source: '/sys/class/power_supply/*/{energy,charge}_{now,full}, {power,current}_now',
    method: 'now ÷ power, or (full − now) ÷ power',
    range: AMOUNT,
  },
  {
    metric: 'hw.battery.health',
    unit: '1',
    meaning: 'share of what the battery held when new that it holds now when full',
    source: '/sys/class/power_supply/*/{energy,charge}_full, {energy,charge}_full_design',
    method: 'full ÷ full_design',
    // A new battery may hold a little more than it promises.
    range: [0, 1.5],
  },
  {
    metric: 'hw.power_supply.online',
    unit: '1',
    meaning: '1 while the mains or a USB charger gives power, 0 while it does not',
    source: '/sys/class/power_supply/*/online',
    method: '0: 0; 1 and 2: 1',
    range: SHARE,
  },
];
