import { expect, test } from 'vitest';
import { NetworkReader } from '../../../../engine/sensors/linux/network.ts';
import { FakeTime } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';
import type { Machine } from '../support/machine.ts';
import { nextSecond } from '../support/values.ts';

const time = new FakeTime(0);
const HEAD = 'Inter-|   Receive  |  Transmit\n face |bytes    packets errs drop|bytes\n';

function started(name: string): { computer: Machine; reader: NetworkReader } {
  const computer = machine(name);
  const reader = new NetworkReader(computer.root);
  reader.read(time);
  return { computer, reader };
}

test('interfaces give bytes, packets, errors and drops per second; lo, veth and those never used are left out', async () => {
  const { computer, reader } = started('laptop');
  computer.write(
    'proc/net/dev',
    `${HEAD}    lo:  900000    9000    0    0    0     0          0         0   900000    9000    0    0    0     0       0          0
enp0s31f6:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0
wlp2s0: 1500000    2100    2    7    0     0          0         9   310000    1520    3    2    0     0       0          0
vethd1f2a3b: 8000      70    0    0    0     0          0         0     9000      80    0    0    0     0       0          0
`,
  );
  expect(await nextSecond(reader, time)).toEqual({
    'system.network.io.receive wlp2s0': 500_000,
    'system.network.packets.receive wlp2s0': 100,
    'system.network.errors.receive wlp2s0': 1,
    'system.network.dropped.receive wlp2s0': 4,
    'system.network.io.transmit wlp2s0': 10_000,
    'system.network.packets.transmit wlp2s0': 20,
    'system.network.errors.transmit wlp2s0': 3,
    'system.network.dropped.transmit wlp2s0': 0,
  });
});

test('an interface that carries its first packet is told from then on', async () => {
  const { computer, reader } = started('laptop');
  computer.write('proc/net/dev', `${HEAD}enp0s31f6: 1500 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n`);
  expect(await nextSecond(reader, time)).toMatchObject({ 'system.network.io.receive enp0s31f6': 1500 });
});

test('a counter that wraps at 32 bits, written without a blank, gives no row once', async () => {
  const { computer, reader } = started('old-kernel');
  const read = async (bytes: string): Promise<number | undefined> => {
    computer.write('proc/net/dev', `${HEAD}  eth0:${bytes} 200 0 0 0 0 0 0 1000 50 0 0 0 0 0 0\n`);
    return (await nextSecond(reader, time))['system.network.io.receive eth0'];
  };
  expect([await read('4294967000'), await read('500'), await read('1700')]).toEqual([7000, undefined, 1200]);
});

test('an interface that comes back, as a stick does, starts anew', async () => {
  const { computer, reader } = started('old-kernel');
  computer.write('proc/net/dev', HEAD);
  await nextSecond(reader, time);
  computer.write('proc/net/dev', `${HEAD}  eth0: 9999999999 200 0 0 0 0 0 0 1000 50 0 0 0 0 0 0\n`);
  expect(await nextSecond(reader, time)).toEqual({});
});

test('garbage, cut off lines and an empty file give no rows', async () => {
  const { computer, reader } = started('old-kernel');
  computer.write('proc/net/dev', `${HEAD}  eth0: 100 2\nhello\n:\n`);
  const garbage = await nextSecond(reader, time);
  computer.write('proc/net/dev', '');
  expect([garbage, await nextSecond(reader, time)]).toEqual([{}, {}]);
});

test('a machine with nothing but the loopback says so', () => {
  const reader = new NetworkReader(machine('virtual-machine').root);
  expect(reader.absent()[0]).toEqual({
    metric: 'system.network.io.receive',
    reason: 'no network interface but the loopback has carried a packet',
    remedy: 'connect a network',
  });
});
