import type { JobStatus, NodeStatus } from '../runtime/status.ts';
import { formatTimestamp } from '../data/timestamps.ts';

/** What a running pipeline has done so far, on one line: rows, rows a second, watermark, late, rejected, dropped. */
export function progressLine(status: JobStatus, rowsPerSecond: number): string {
  const sources = status.nodes.filter(({ role }) => role === 'source');
  const watermark = lowest(status.nodes);
  return [
    `${count(sum(sources, 'rowsOut'))} rows`,
    `${count(Math.round(rowsPerSecond))} rows/s`,
    `watermark ${watermark === null ? '–' : formatTimestamp(watermark)}`,
    `late ${count(sum(status.nodes, 'late'))}`,
    `rejected ${count(sum(status.nodes, 'rejected'))}`,
    ...(0 < sum(status.nodes, 'dropped') ? [`dropped ${count(sum(status.nodes, 'dropped'))}`] : []),
    ...(status.recording ? [`recorded ${count(status.recording.rows)}`] : []),
  ].join(' · ');
}

/** What every node has done, a line each, for the end of a run. */
export function summaryLines(status: JobStatus): readonly string[] {
  const width = Math.max(...status.nodes.map(({ id }) => id.length));
  return status.nodes.map((node) => {
    const rows = node.role === 'source' ? `out ${count(node.rowsOut)}` : rowsThrough(node);
    const trouble = (['late', 'rejected', 'dropped'] as const)
      .filter((kind) => 0 < node[kind])
      .map((kind) => ` · ${kind} ${count(node[kind])}`);
    return `  ${node.id.padEnd(width)}  ${node.role} ${node.type} · ${rows}${trouble.join('')}`;
  });
}

function rowsThrough(node: NodeStatus): string {
  return node.role === 'sink' ? `in ${count(node.rowsIn)}` : `in ${count(node.rowsIn)} · out ${count(node.rowsOut)}`;
}

function lowest(nodes: readonly NodeStatus[]): number | null {
  const watermarks = nodes.flatMap(({ role, watermark }) =>
    role === 'source' && watermark !== null ? [watermark] : [],
  );
  return 0 < watermarks.length ? Math.min(...watermarks) : null;
}

function sum(nodes: readonly NodeStatus[], kind: 'rowsOut' | 'late' | 'rejected' | 'dropped'): number {
  return nodes.reduce((total, node) => total + node[kind], 0);
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
