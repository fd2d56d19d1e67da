import type { MetricDescription } from '../sensor.ts';
import { AMOUNT, SHARE } from './ranges.ts';

/** What is told of temperatures, on every platform. */
export const TEMPERATURE_METRICS: readonly MetricDescription[] = [
  {
    metric: 'hw.temperature',
    unit: 'Cel',
    meaning: 'temperature of each sensor: chips, processors, NVMe and other disks; sleeping devices are not woken',
    source: '/sys/class/hwmon/*/temp*_input, else /sys/class/thermal/thermal_zone*/temp',
    method: 'm°C ÷ 1000; left out: exactly 0 and −1, −40 and less, 150 and more, a single step of more than 40',
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

/** Voltages that monitoring chips measure. */
export const VOLTAGE_METRICS: readonly MetricDescription[] = [
  {
    metric: 'hw.voltage',
    unit: 'V',
    meaning: 'voltage of each line that a chip measures, by its label; boards may scale lines that have none',
    source: '/sys/class/hwmon/*/in*_input',
    method: 'mV ÷ 1000; left out: exactly 0, a line that nothing is connected to',
    range: [-100, 1000],
  },
];

/** Power that monitoring chips measure. */
export const POWER_METRICS: readonly MetricDescription[] = [
  {
    metric: 'hw.power',
    unit: 'W',
    meaning: 'power that each device draws, as its chip measures it: graphics cards, power supplies, boards',
    source: '/sys/class/hwmon/*/power*_input, else power*_average',
    method: 'µW ÷ 1,000,000',
    range: [0, 100_000],
  },
];

/** Power that processors count themselves. */
export const CPU_POWER_METRICS: readonly MetricDescription[] = [
  {
    metric: 'hw.cpu.power',
    unit: 'W',
    meaning: 'power of each processor package, and of its parts: cores, memory, the platform (psys)',
    source: '/sys/class/powercap/intel-rapl:*/energy_uj',
    method: 'increase of the energy in µJ ÷ time, with its overflow at max_energy_range_uj',
    range: [0, 10_000],
  },
];

/** What graphics cards do, as far as their drivers say so in files. */
export const GPU_METRICS: readonly MetricDescription[] = [
  {
    metric: 'hw.gpu.utilization',
    unit: '1',
    meaning: 'share of time the graphics card worked; a sleeping card is not woken, and has no row',
    source: '/sys/class/drm/card*/device/gpu_busy_percent',
    method: '÷ 100 (amdgpu)',
    range: SHARE,
  },
  {
    metric: 'hw.gpu.memory.usage',
    unit: 'By',
    meaning: 'memory of the card in use',
    source: '/sys/class/drm/card*/device/mem_info_vram_used',
    method: 'as it is (amdgpu)',
    range: AMOUNT,
  },
  {
    metric: 'hw.gpu.memory.limit',
    unit: 'By',
    meaning: 'memory that the card has',
    source: '/sys/class/drm/card*/device/mem_info_vram_total',
    method: 'as it is (amdgpu)',
    range: AMOUNT,
  },
  {
    metric: 'hw.gpu.frequency',
    unit: 'Hz',
    meaning: 'clock of the card; 0 while it rests',
    source: '/sys/class/drm/card*/{gt_act_freq_mhz, gt/gt0/rps_act_freq_mhz}, device/tile0/gt0/freq0/act_freq',
    method: 'MHz × 1,000,000 (i915, xe)',
    range: [0, 1e10],
  },
];
