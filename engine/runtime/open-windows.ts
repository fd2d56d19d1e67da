import { Fault } from '../fault.ts';
import type { OpenWindow } from '../operators/operator.ts';
import { OPEN_WINDOWS_MAX } from '../operators/operator.ts';
import type { NodeEntry } from './entries.ts';
import type { TappedRows } from './protocol.ts';

const COLUMNS: TappedRows['columns'] = [
  { name: 'start', type: 'timestamp' },
  { name: 'end', type: 'timestamp' },
  { name: 'keys', type: 'bigint' },
];

/** The open windows of node `id` as rows. Asked between two batches, it changes nothing. */
export function openWindowsOf(id: string, nodes: readonly NodeEntry[]): TappedRows {
  const node = nodes.find(({ counters }) => counters.id === id);
  if (!node?.openWindows) throw new Fault('not-found', `node "${id}" has no windows in this pipeline`);
  return asRows(node.openWindows());
}

/** The open windows of all subtasks together: each has keys of its own. */
export function summedWindows(answers: readonly TappedRows[]): TappedRows {
  const windows = new Map<string, OpenWindow>();
  for (const { start, end, keys } of answers.flatMap(({ rows }) => rows as unknown as readonly OpenWindow[])) {
    const name = `${start} ${end}`;
    windows.set(name, { start, end, keys: keys + (windows.get(name)?.keys ?? 0) });
  }
  return asRows([...windows.values()].sort((a, b) => a.end - b.end).slice(0, OPEN_WINDOWS_MAX));
}

function asRows(windows: readonly OpenWindow[]): TappedRows {
  return { columns: COLUMNS, rows: windows.map(({ start, end, keys }) => ({ start, end, keys })) };
}
