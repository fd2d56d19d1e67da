import { loadavg } from 'node:os';
import { LOAD_METRICS } from '../catalogue/cpu.ts';
import { BATTERY_METRICS, FAN_METRICS, TEMPERATURE_METRICS } from '../catalogue/hardware.ts';
import { NETWORK_METRICS } from '../catalogue/network.ts';
import { DISK_METRICS, FILESYSTEM_METRICS } from '../catalogue/storage.ts';
import { sizeReadings } from '../linux/mount-reader.ts';
import { OwnCostReader } from '../own-cost.ts';
import type { Reading, SensorReader } from '../sensor.ts';
import { plausibleTemperature } from '../temperature-range.ts';
import { NodeCpuReader } from './node-cpu.ts';
import { absentKinds } from './absent-kinds.ts';
import { memoryKind, pageFileKind } from './memory-kind.ts';
import { NodeCpuStatesReader } from './node-cpu-states.ts';
import { PortableReader } from './portable-reader.ts';
import type { PortableKind } from './portable-reader.ts';
import { powerKind } from './power-kind.ts';
import { processKind } from './process-kind.ts';
import { socketKind } from './socket-kind.ts';
import { SystemInformation } from './system-information.ts';

/** The readers of a machine that is not Linux: Node for what it tells cheaply, systeminformation for the rest. */
export function createPortableReaders(
  platform: NodeJS.Platform,
  information: SystemInformation = new SystemInformation(platform),
): SensorReader[] {
  const kinds = [
    loadKind(platform),
    memoryKind(platform, information),
    ...(platform === 'win32' ? [pageFileKind(information)] : []),
    diskKind(platform, information),
    filesystemKind(information),
    networkKind(information),
    socketKind(information),
    processKind(platform, information),
    powerKind(information),
    temperatureKind(platform, information),
    fanKind(),
    batteryKind(information),
  ];
  const cpu = [new NodeCpuReader(), new NodeCpuStatesReader(platform)];
  const others = kinds.map((kind) => new PortableReader(kind, information));
  const told = [...cpu, ...others].flatMap(({ metrics }) => metrics);
  const rest = absentKinds(platform, told).map((kind) => new PortableReader(kind, information));
  return [...cpu, ...others, ...rest, new OwnCostReader()];
}

function loadKind(platform: NodeJS.Platform): PortableKind {
  const averages = (): Reading[] =>
    loadavg().map((value, i) => ({ metric: LOAD_METRICS[i]!.metric, entity: 'total', value, unit: '{thread}' }));
  return {
    name: 'load',
    cadenceMs: 5000,
    metrics: LOAD_METRICS,
    reason: 'Windows keeps no load averages; system.cpu.utilization says how busy it is',
    remedy: null,
    gauges: () => (platform === 'win32' ? [] : averages()),
  };
}

function diskKind(platform: NodeJS.Platform, information: SystemInformation): PortableKind {
  return {
    name: 'disk',
    cadenceMs: 2000,
    metrics: DISK_METRICS,
    reason: `what disks do is not told on this platform (${platform})`,
    remedy: null,
    counters: async () => {
      const disks = platform === 'win32' ? null : await information.disks();
      return disks === null ? [] : [['total', disks]];
    },
  };
}

function filesystemKind(information: SystemInformation): PortableKind {
  return {
    name: 'filesystem',
    cadenceMs: 30_000,
    metrics: FILESYSTEM_METRICS,
    reason: 'the system lists no file system that holds data',
    remedy: null,
    gauges: async () => (await information.fileSystems()).flatMap((each) => sizeReadings(each.point, each)),
  };
}

function networkKind(information: SystemInformation): PortableKind {
  return {
    name: 'network',
    cadenceMs: 2000,
    metrics: NETWORK_METRICS,
    reason: 'no network interface tells of it',
    remedy: null,
    counters: () => information.networks(),
  };
}

function temperatureKind(platform: NodeJS.Platform, information: SystemInformation): PortableKind {
  return {
    name: 'temperature',
    cadenceMs: 10_000,
    metrics: TEMPERATURE_METRICS,
    reason:
      platform === 'win32'
        ? 'Windows tells temperatures only to administrators, and on many boards not even to them'
        : 'this system tells no temperature to programs of a user',
    remedy: null,
    gauges: async () =>
      (await information.temperatures()).flatMap(([entity, celsius]) => {
        const value = plausibleTemperature(celsius);
        return value === null ? [] : [{ metric: 'hw.temperature', entity, value, unit: 'Cel' }];
      }),
  };
}

function fanKind(): PortableKind {
  return {
    name: 'fan',
    cadenceMs: 60_000,
    metrics: FAN_METRICS,
    reason: 'this system tells no fan speeds to programs of a user',
    remedy: null,
  };
}

function batteryKind(information: SystemInformation): PortableKind {
  return {
    name: 'battery',
    cadenceMs: 30_000,
    metrics: BATTERY_METRICS,
    reason: 'this machine has no battery',
    remedy: null,
    gauges: async () => {
      const value = (await information.battery())?.chargeShare ?? null;
      return value === null ? [] : [{ metric: 'hw.battery.charge', entity: 'battery', value, unit: '1' }];
    },
  };
}
