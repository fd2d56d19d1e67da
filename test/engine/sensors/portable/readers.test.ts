import { expect, test } from 'vitest';
import { absentOf } from '../../../../engine/sensors/absent-metrics.ts';
import { createPortableReaders } from '../../../../engine/sensors/portable/readers.ts';
import { NodeCpuReader } from '../../../../engine/sensors/portable/node-cpu.ts';
import { SystemInformation } from '../../../../engine/sensors/portable/system-information.ts';
import type { InformationPackage } from '../../../../engine/sensors/portable/system-information.ts';
import type { SensorReader } from '../../../../engine/sensors/sensor.ts';
import { FakeTime } from '../support/fake-time.ts';
import { values } from '../support/values.ts';

/** The package of a machine that is asked for the `round`th time, and what was called of it. */
function fakePackage() {
  const calls: string[] = [];
  let running = 0;
  let most = 0;
  const round = { value: 0 };
  const method = (name: string, answer: () => unknown) => async (): Promise<unknown> => {
    calls.push(name);
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    return answer();
  };
  const information = {
    mem: method('mem', () => ({ total: 1000, available: 600, free: 100, swaptotal: 50, swapfree: 40 })),
    fsStats: method('fsStats', () => ({ rx: 5000 + round.value * 1000, wx: 0 })),
    disksIO: method('disksIO', () => ({ rIO: 10 + round.value * 4, wIO: null })),
    fsSize: method('fsSize', () => [{ mount: '/', size: 1000, used: 250, available: 750 }]),
    networkStats: method('networkStats', () => [
      { iface: 'lo0', rx_bytes: 1 },
      {
        iface: 'en0',
        rx_bytes: round.value * 100,
        tx_bytes: null,
        rx_errors: 0,
        tx_errors: 0,
        rx_dropped: 0,
        tx_dropped: 0,
      },
    ]),
    cpuTemperature: method('cpuTemperature', () => ({ main: 55, cores: [54, -1] })),
    battery: method('battery', () => ({ hasBattery: true, percent: 80 })),
    powerShellStart: () => void calls.push('start'),
    powerShellRelease: () => void calls.push('release'),
  };
  return { information: information as unknown as InformationPackage, calls, round, most: () => most };
}

function byName(readers: readonly SensorReader[], name: string): SensorReader {
  return readers.find((reader) => reader.name === name)!;
}

test('on macOS the package answers under our names, and counters become rates over our clock', async () => {
  const { information, round } = fakePackage();
  const readers = createPortableReaders('darwin', new SystemInformation('darwin', () => Promise.resolve(information)));
  const time = new FakeTime(0);
  const readAll = async (): Promise<Record<string, number>> => {
    const names = ['memory', 'disk', 'filesystem', 'network', 'temperature', 'battery'];
    const all = [];
    for (const name of names) all.push(...(await byName(readers, name).read(time)));
    return values(all);
  };
  const first = await readAll();
  round.value = 1;
  time.skip(2000);
  const gauges = {
    'system.memory.usage used': 400,
    'system.memory.usage free': 100,
    'system.memory.limit total': 1000,
    'system.memory.utilization used': 0.4,
    'system.paging.usage used': 10,
    'system.paging.usage free': 40,
    'system.paging.utilization used': 0.2,
    'system.filesystem.utilization /': 0.25,
    'system.filesystem.usage /': 250,
    'system.filesystem.limit /': 1000,
    'hw.temperature cpu': 55,
    'hw.temperature cpu core 0': 54,
    'hw.battery.charge battery': 0.8,
  };
  expect([first, await readAll()]).toEqual([
    gauges,
    {
      ...gauges,
      'system.disk.io.read total': 500,
      'system.disk.io.write total': 0,
      'system.disk.operations.read total': 2,
      'system.network.io.receive en0': 50,
      'system.network.errors.receive en0': 0,
      'system.network.errors.transmit en0': 0,
      'system.network.dropped.receive en0': 0,
      'system.network.dropped.transmit en0': 0,
    },
  ]);
});

test('calls run one at a time, and a call that fails does not hold up the next', async () => {
  const { information, most } = fakePackage();
  const failing = { ...information, battery: () => Promise.reject(new Error('no such device')) };
  const system = new SystemInformation('darwin', () => Promise.resolve(failing));
  const answers = await Promise.allSettled([system.memory(), system.battery(), system.disks(), system.temperatures()]);
  expect([answers.map(({ status }) => status), most()]).toEqual([
    ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
    1,
  ]);
});

test('Windows keeps one PowerShell from the first call to the close of the last reader', async () => {
  const { information, calls } = fakePackage();
  const readers = createPortableReaders('win32', new SystemInformation('win32', () => Promise.resolve(information)));
  await byName(readers, 'battery').read(new FakeTime(0));
  await byName(readers, 'filesystem').read(new FakeTime(0));
  for (const reader of readers) reader.close();
  await Promise.resolve();
  expect(calls).toEqual(['start', 'battery', 'fsSize', 'release']);
});

test('nothing is loaded until a reading needs it', async () => {
  let loads = 0;
  const system = new SystemInformation('win32', () => Promise.reject(new Error(`load ${++loads}`)));
  const readers = createPortableReaders('win32', system);
  await byName(readers, 'memory').read(new FakeTime(0));
  for (const reader of readers) reader.close();
  expect(loads).toBe(0);
});

test('what Windows does not tell is absent, with the reason', async () => {
  const { information } = fakePackage();
  const readers = createPortableReaders('win32', new SystemInformation('win32', () => Promise.resolve(information)));
  const absent = await absentOf(readers);
  expect(absent.filter(({ metric }) => /load_average.1m|system.disk.io.read|hw.fan|hw.cpu/.test(metric))).toEqual([
    {
      metric: 'system.cpu.load_average.1m',
      reason: 'Windows keeps no load averages; system.cpu.utilization says how busy it is',
      remedy: null,
    },
    { metric: 'system.disk.io.read', reason: 'what disks do is not told on this platform (win32)', remedy: null },
    { metric: 'hw.fan.speed', reason: 'this system tells no fan speeds to programs of a user', remedy: null },
    { metric: 'hw.cpu.power', reason: 'this system does not tell it to programs of a user', remedy: null },
  ]);
});

test('the processors that Node tells of give the share of time they worked', () => {
  const cpu = (user: number, idle: number) => ({ model: '', speed: 0, times: { user, nice: 0, sys: 0, idle, irq: 0 } });
  let now = [cpu(100, 100), cpu(100, 100)];
  const reader = new NodeCpuReader(() => now);
  const time = new FakeTime(0);
  const first = values(reader.read(time));
  now = [cpu(150, 150), cpu(100, 200)];
  time.skip(1000);
  expect([first, values(reader.read(time))]).toEqual([
    {},
    { 'system.cpu.utilization 0': 0.5, 'system.cpu.utilization 1': 0, 'system.cpu.utilization total': 0.25 },
  ]);
});
