import { formatTimestamp } from '../data/timestamps.ts';
import { listRecordings } from '../recordings/library.ts';
import type { RecordingSummary } from '../recordings/recording.ts';
import { EXIT } from './io.ts';
import type { RecordingsCall } from './recordings.ts';

/** `recordings list`: what the library holds, as a table or JSON. */
export async function listLibrary({ io, library, options }: RecordingsCall): Promise<number> {
  const all = await listRecordings(library);
  if (options.has('--json')) io.stdout.write(`${JSON.stringify(all.map(asJson))}\n`);
  else if (all.length === 0) io.stderr.write(`no recordings in ${library}\n`);
  else io.stdout.write(table(all));
  return EXIT.ok;
}

function asJson({ startedAt, completeTo, ...summary }: RecordingSummary): object {
  return { ...summary, startedAt: timeOrNull(startedAt), completeTo: timeOrNull(completeTo) };
}

function table(all: readonly RecordingSummary[]): string {
  const rows = all.map(({ id, state, detail, startedAt, durationMs, rows: count, bytes, format }) => [
    id,
    timeOrNull(startedAt) ?? '-',
    `${(durationMs / 1000).toFixed(0)} s`,
    String(count),
    String(bytes),
    format === '' ? '-' : format,
    detail === null ? state : detail.startsWith(state) ? detail : `${state}: ${detail}`,
  ]);
  const lines = [['NAME', 'STARTED', 'LENGTH', 'ROWS', 'BYTES', 'FORMAT', 'STATE'], ...rows];
  const widths = lines[0]!.map((_, c) => Math.max(...lines.map((line) => line[c]!.length)));
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, c) => pad(cell, c, widths))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function pad(cell: string, column: number, widths: readonly number[]): string {
  const isNumber = 2 <= column && column <= 4;
  return isNumber ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!);
}

function timeOrNull(time: number | null): string | null {
  return time === null ? null : formatTimestamp(time);
}
