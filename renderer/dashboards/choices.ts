import type { TileSource } from '../../electron/ipc/contract.ts';
import type { JobStatus } from '../state/contract-types.ts';
import type { ChartDescription } from '../../electron/ipc/contract.ts';
import { t } from '../messages/messages.ts';
import { ownName } from '../messages/own-names.ts';

/** Something that a tile can be of, in words. */
export interface Choice {
  readonly label: string;
  readonly source: TileSource;
}

export interface ChoiceGroup {
  readonly label: string;
  readonly choices: readonly Choice[];
}

/** Everything that a tile can be of: the chart sinks, the edges of the pipelines, what happens to them. */
export function tileChoices(
  charts: readonly ChartDescription[],
  pipelines: readonly JobStatus[],
): readonly ChoiceGroup[] {
  const names = new Map(pipelines.map(({ id, name }) => [id, name]));
  const several = new Set(charts.map(({ pipeline }) => pipeline)).size !== 1;
  const groups: ChoiceGroup[] = [
    {
      label: t('add.charts'),
      choices: charts.map(({ id, title, pipeline }) => ({
        label: several ? `${ownName(title)} · ${names.get(pipeline) ?? pipeline}` : ownName(title),
        source: { kind: 'chart', chart: id },
      })),
    },
    ...pipelines.map((status) => ({ label: t('add.edges', { pipeline: status.name }), choices: edges(status) })),
    {
      label: t('add.events'),
      choices: pipelines.map(({ id, name }) => ({
        label: t('add.eventsOf', { pipeline: name }),
        source: { kind: 'events', pipeline: id },
      })),
    },
  ];
  return groups.filter(({ choices }) => 0 < choices.length);
}

/** The ends from which a person can see rows: each node that gives some, and its late rows where it has them. */
function edges({ id, nodes }: JobStatus): readonly Choice[] {
  return nodes.flatMap(({ id: node, role, type, late }) => {
    if (role === 'sink') return [];
    const main: Choice = { label: node, source: { kind: 'edge', pipeline: id, node, output: 'main' } };
    if (type !== 'window' && late === 0) return [main];
    const lateRows = t('add.edgeLate', { node });
    return [main, { label: lateRows, source: { kind: 'edge', pipeline: id, node, output: 'late' } } satisfies Choice];
  });
}
