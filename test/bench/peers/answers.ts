import { readdirSync, readFileSync } from 'node:fs';
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

function processors(): number {
  return readFileSync('/proc/stat', 'latin1').match(/^cpu\d/gm)?.length ?? 1;
}
