import { expect, test } from 'vitest';
import { SocketsReader } from '../../../../engine/sensors/linux/sockets.ts';
import { machine } from '../support/machine.ts';
import { values } from '../support/values.ts';

test('sockets of IPv4 and IPv6 are counted together', () => {
  expect(values(new SocketsReader(machine('laptop').root).read())).toEqual({
    'system.network.sockets used': 300,
    'system.network.sockets tcp': 15,
    'system.network.sockets tcp orphan': 1,
    'system.network.sockets tcp time_wait': 4,
    'system.network.sockets udp': 7,
    'system.network.sockets raw': 1,
  });
});

test('a system without IPv6, and one with garbage, tell what there is', () => {
  const computer = machine();
  computer.write('proc/net/sockstat', 'sockets: used 9\nTCP: inuse x orphan\nhello\n');
  expect(values(new SocketsReader(computer.root).read())).toEqual({ 'system.network.sockets used': 9 });
});
