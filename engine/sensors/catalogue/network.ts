import type { MetricDescription } from '../sensor.ts';
import { AMOUNT } from './ranges.ts';

const KINDS = [
  ['io', 'By/s', 'bytes', 'bytes'],
  ['packets', '{packet}/s', 'packets', 'packets'],
  ['errors', '{error}/s', 'errors', 'errs'],
  ['dropped', '{packet}/s', 'packets given up', 'drop'],
] as const;

/** What is told of network interfaces, in the order of the kernel's columns: receive, then transmit. */
export const NETWORK_METRICS: readonly MetricDescription[] = ['receive', 'transmit'].flatMap((direction) =>
  KINDS.map(([kind, unit, meaning, column]) => ({
    metric: `system.network.${kind}.${direction}`,
    unit,
    meaning: `${meaning} per second of each interface, ${direction}`,
    source: '/proc/net/dev',
    method: `increase of ${column} (${direction}) ÷ time`,
    range: AMOUNT,
  })),
);

/** The sockets of this network namespace. */
export const SOCKET_METRICS: readonly MetricDescription[] = [
  {
    metric: 'system.network.sockets',
    unit: '{socket}',
    meaning: 'sockets: `used` of any kind, `tcp` and `udp` with IPv6, `tcp orphan`, `tcp time_wait`, `raw`',
    source: '/proc/net/sockstat, /proc/net/sockstat6',
    method: 'used, and inuse of IPv4 + IPv6; orphan, tw',
    range: AMOUNT,
  },
];
