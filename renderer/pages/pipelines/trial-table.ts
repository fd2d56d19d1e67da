import { language, t } from '../../messages/messages.ts';
import { secondText } from '../../shared/dates.ts';
import { differenceText } from '../../shared/difference.ts';
import { countText, quantityText } from '../../shared/units.ts';
import type { ComparedSeries, ComparedSink, TrialComparison } from '../../state/contract-types.ts';

/** Changes of a sink that are listed; the others are only counted. */
const ROWS_MAX = 50;

/** Mean, 95 % and highest of a line, each as it is now, as it would be, and the difference. */
export function figureCells({ before, after, unit }: ComparedSeries): readonly string[] {
  return (['mean', 'p95', 'max'] as const).flatMap((figure) => {
    const [old, now] = [before?.[figure] ?? NaN, after?.[figure] ?? NaN];
    return [text(old, unit), text(now, unit), differenceText(old, now, unit)];
  });
}

/** One moment at which the results differ. */
export interface ChangedRow {
  readonly key: string;
  readonly at: string;
  readonly series: string;
  readonly unit: string | null;
  readonly before: number | null;
  readonly after: number | null;
}

/** The results of a sink that differ, the earliest first, and how many there are. */
export function changedRows({ series, isTime }: ComparedSink): {
  readonly rows: readonly ChangedRow[];
  readonly count: number;
} {
  const all = series.flatMap(({ series: name, unit, examples }) =>
    examples.map((change) => ({ ...change, series: name, unit })),
  );
  const rows = all.sort((a, b) => a.at - b.at).slice(0, ROWS_MAX);
  return {
    rows: rows.map((row) => ({
      ...row,
      key: `${row.at} ${row.series}`,
      at: isTime ? secondText(row.at, language()) : String(row.at),
    })),
    count: series.reduce((sum, { changed }) => sum + changed, 0),
  };
}

/** A node in words: rows, late and rejected ones, each now and edited; a dash where it is not there. */
export function trialNodeRow(
  { id, before, after }: TrialComparison['nodes'][number],
  isAlone: boolean,
): { readonly id: string; readonly note: string; readonly cells: readonly { text: string; isChanged: boolean }[] } {
  const cells = (['rows', 'late', 'rejected'] as const).flatMap((count) => {
    const [old, now] = [before?.[count], after?.[count]];
    const isChanged = before !== null && after !== null && old !== now;
    return [old, now].map((value, side) => ({
      text: value === undefined ? '–' : countText(value, language()),
      isChanged: isChanged && side === 1,
    }));
  });
  return { id, note: isAlone ? '' : noteOf(before === null, after === null), cells };
}

function noteOf(isNew: boolean, isGone: boolean): string {
  if (isNew) return t('trial.onlyAfter');
  return isGone ? t('trial.onlyBefore') : '';
}

function text(value: number, unit: string | null): string {
  return quantityText(value, unit, language());
}
