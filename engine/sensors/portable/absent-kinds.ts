import { CATALOGUE } from '../catalogue/all.ts';
import type { MetricDescription } from '../sensor.ts';
import type { PortableKind } from './portable-reader.ts';

/** Why what nobody reads here is not read, by how its metrics begin; the first that fits. */
const REASONS: readonly (readonly [start: string, reason: (platform: string) => string])[] = [
  ['system.linux.', (platform) => `the kernel of Linux alone measures it, this is ${platform}`],
  ['system.cpu.frequency', () => 'this system tells programs only the nominal clock of its processors'],
  ['hw.gpu.', () => 'asking a graphics card on this system may wake one that sleeps'],
  ['process.cpu.', () => 'this system tells only an average over about the last minute'],
  ['system.process.count', () => 'this system does not tell which of its processes run and which wait'],
  ['hw.battery.power', () => 'this system does not tell what flows into its battery'],
  ['system.cpu.utilization.', (platform) => `${platform} does not count this state apart from the others`],
  ['hw.', () => 'this system does not tell it to programs of a user'],
  ['', (platform) => `read on Linux only, this is ${platform}`],
];

/** What nobody among the readers tells of, by the reason for that: never asked for anything, so that it costs nothing. */
export function absentKinds(platform: NodeJS.Platform, told: readonly MetricDescription[]): readonly PortableKind[] {
  const known = new Set(told.map(({ metric }) => metric));
  const byReason = new Map<string, MetricDescription[]>();
  for (const description of Object.values(CATALOGUE).flat()) {
    const { metric } = description;
    if (known.has(metric) || metric.startsWith('millrace.')) continue;
    const reason = REASONS.find(([start]) => metric.startsWith(start))![1](platform);
    byReason.set(reason, [...(byReason.get(reason) ?? []), description]);
  }
  return [...byReason].map(([reason, metrics]) => ({
    name: 'not told',
    cadenceMs: 3_600_000,
    metrics,
    reason,
    remedy: null,
  }));
}
