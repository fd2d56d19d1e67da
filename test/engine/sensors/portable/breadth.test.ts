import type { CpuInfo } from 'node:os';
import { expect, test } from 'vitest';
import { absentOf } from '../../../../engine/sensors/absent-metrics.ts';
import { CATALOGUE } from '../../../../engine/sensors/catalogue/all.ts';
import { NodeCpuStatesReader } from '../../../../engine/sensors/portable/node-cpu-states.ts';
import { createPortableReaders } from '../../../../engine/sensors/portable/readers.ts';
import { SystemInformation } from '../../../../engine/sensors/portable/system-information.ts';
import { FakeTime } from '../support/fake-time.ts';
import { nextSecond, values } from '../support/values.ts';
import { capturedPackage } from './captured.ts';

function readersOf(platform: 'darwin' | 'win32') {
  const information = new SystemInformation(platform, () => Promise.resolve(capturedPackage(platform)));
  return createPortableReaders(platform, information);
}

/** What the readers `names` of a machine say, at their first and at their second reading. */
async function told(platform: 'darwin' | 'win32', names: readonly string[]) {
  const readers = readersOf(platform).filter(({ name }) => names.includes(name));
  const time = new FakeTime(0);
  const first = [];
  const second = [];
  for (const reader of readers) first.push(...(await reader.read(time)));
  time.skip(2000);
  for (const reader of readers) second.push(...(await reader.read(time)));
  return [values(first), values(second)];
}

test('a MacBook tells what its processes, sockets and battery do', async () => {
  const said = {
    'system.network.sockets tcp': 1,
    'system.network.sockets tcp time_wait': 1,
    'system.network.sockets udp': 1,
    'process.memory.usage Safari': 524288000,
    'process.memory.usage WindowServer': 209715200,
    'system.process.count running': 1,
    'system.process.count blocked': 0,
    'hw.battery.health battery': Number((52451 / 58279).toPrecision(12)),
    'hw.battery.time_left battery': 18000,
    'hw.power_supply.online mains': 0,
    'hw.battery.charge battery': 0.8,
  };
  expect(await told('darwin', ['sockets', 'processes', 'power supply', 'battery'])).toEqual([said, said]);
});

test('Windows tells the processor time of its processes from the second call on, and no health that it does not know', async () => {
  const first = {
    'system.paging.usage used': 1073741824,
    'system.paging.usage free': 3221225472,
    'system.paging.utilization used': 0.25,
    'system.network.sockets tcp': 1,
    'system.network.sockets udp': 1,
    'process.memory.usage System': 1048576,
    'process.memory.usage chrome.exe': 209715200,
    'hw.power_supply.online mains': 1,
    'hw.battery.charge battery': 0.8,
  };
  const names = ['page file', 'sockets', 'processes', 'power supply', 'battery'];
  const second = { ...first, 'process.cpu.utilization System': 0.025, 'process.cpu.utilization chrome.exe': 0.05 };
  expect(await told('win32', names)).toEqual([first, second]);
});

test.each(['darwin', 'win32'] as const)(
  'each metric of the catalogue is told or absent with a reason on %s, once',
  async (platform) => {
    const readers = readersOf(platform);
    const metrics = readers.flatMap((reader) => reader.metrics.map(({ metric }) => metric));
    const all = Object.values(CATALOGUE).flatMap((group) => group.map(({ metric }) => metric));
    expect([...metrics].sort()).toEqual([...all].sort());
    const absent = await absentOf(readers);
    expect(absent.filter(({ reason }) => !/^[A-Za-z].{15,}$/.test(reason))).toEqual([]);
    const reasons = new Map(absent.map(({ metric, reason }) => [metric, reason]));
    expect([
      reasons.get('hw.gpu.utilization'),
      reasons.get('system.linux.pressure.some'),
      reasons.get('hw.temperature'),
    ]).toEqual([
      'asking a graphics card on this system may wake one that sleeps',
      `the kernel of Linux alone measures it, this is ${platform}`,
      expect.stringMatching(/temperature/),
    ]);
  },
);

test('what the processors spend their time on adds up to 1, and what a system does not count is not told', async () => {
  const cpu = (times: CpuInfo['times']): CpuInfo => ({ model: '', speed: 0, times });
  const rounds = { value: 0 };
  const source = (): CpuInfo[] => [
    cpu({ user: rounds.value * 30, nice: rounds.value * 10, sys: rounds.value * 20, idle: rounds.value * 40, irq: 0 }),
  ];
  const told = [];
  for (const platform of ['darwin', 'win32'] as const) {
    const reader = new NodeCpuStatesReader(platform, source);
    const time = new FakeTime(0);
    rounds.value = 0;
    const first = reader.read(time);
    rounds.value = 1;
    const all = await nextSecond(reader, time);
    told.push([first.length, Object.fromEntries(Object.entries(all).filter(([key]) => key.endsWith(' 0')))]);
  }
  const state = (name: string): string => `system.cpu.utilization.${name} 0`;
  expect(told).toEqual([
    [0, { [state('user')]: 0.3, [state('nice')]: 0.1, [state('system')]: 0.2, [state('idle')]: 0.4 }],
    [
      0,
      {
        [state('user')]: Number((3 / 9).toPrecision(12)),
        [state('system')]: Number((2 / 9).toPrecision(12)),
        [state('idle')]: Number((4 / 9).toPrecision(12)),
      },
    ],
  ]);
});
