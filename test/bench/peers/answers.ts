import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row of a `system` source. */
export interface Row {
  readonly ts: number;
  readonly metric: string;
  readonly entity: string;
  readonly value: number;
}

/** All rows of the parts in `folder`. */
export function millraceRows(folder: string): readonly Row[] {
  const parts = readdirSync(folder).filter((name) => name.startsWith('part-'));
  return parts.flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const row = JSON.parse(line) as Row & { readonly ts: string };
        return { ...row, ts: Date.parse(row.ts) };
      }),
  );
}

/** How much of `metric` there was of one entity between the first reading of them and the last; null without two. */
export function usedBy(
  rows: readonly Row[],
  metric: string,
  entity: string,
): { readonly fromMs: number; readonly toMs: number; readonly amount: number } | null {
  const own = rows.filter((row) => row.metric === metric && row.entity === entity).sort((a, b) => a.ts - b.ts);
  if (own.length < 2) return null;
  // Shares are of all processors, and bytes are told in MiB here.
  const unit = metric.startsWith('process.cpu') ? processors() : 1 / 1024 / 1024;
  let amount = 0;
  for (let i = 1; i < own.length; i++) amount += (own[i]!.value * unit * (own[i]!.ts - own[i - 1]!.ts)) / 1000;
  return { fromMs: own[0]!.ts, toMs: own.at(-1)!.ts, amount };
}

/** What sar says of all processors: the mean of its readings, and from when to when they are; null without it. */
export function meanOfSar(
  folder: string,
): { readonly fromMs: number; readonly toMs: number; readonly busy: number } | null {
  const file = join(folder, 'sar.data');
  if (!existsSync(file)) return null;
  const text = execFileSync('sadf', ['-d', '-U', file, '--', '-u'], { encoding: 'utf8' });
  const lines = text.split('\n').filter((line) => /^[^#;]+;\d+;\d+;-1;/.test(line));
  const readings = lines.map((line) => {
    const fields = line.split(';');
    // host; interval; time; CPU; user; nice; system; iowait; steal; idle
    return { ms: Number(fields[2]) * 1000, busy: 100 - Number(fields.at(-1)) - Number(fields.at(-3)) };
  });
  if (readings.length === 0) return null;
  const busy = readings.reduce((sum, each) => sum + each.busy, 0) / readings.length;
  return { fromMs: readings[0]!.ms, toMs: readings.at(-1)!.ms, busy };
}

function processors(): number {
  return readFileSync('/proc/stat', 'latin1').match(/^cpu\d/gm)?.length ?? 1;
}
