import { SOCKET_METRICS } from '../catalogue/network.ts';
import type { PortableKind } from './portable-reader.ts';
import type { SystemInformation } from './system-information.ts';

/** The sockets in use, as `netstat` lists them. */
export function socketKind(information: SystemInformation): PortableKind {
  const { metric, unit } = SOCKET_METRICS[0]!;
  return {
    name: 'sockets',
    // A list of all connections, by a program: as long as that is.
    cadenceMs: 30_000,
    metrics: SOCKET_METRICS,
    reason: 'the program netstat lists no connections',
    remedy: null,
    gauges: async () => {
      const counts = new Map<string, number>();
      for (const { protocol, isWaiting } of await information.connections()) {
        const kind = /^(tcp|udp)/i.exec(protocol)?.[1]?.toLowerCase();
        if (kind === undefined) continue;
        const entity = kind === 'tcp' && isWaiting ? 'tcp time_wait' : kind;
        counts.set(entity, (counts.get(entity) ?? 0) + 1);
      }
      return [...counts].map(([entity, value]) => ({ metric, entity, value, unit }));
    },
  };
}
