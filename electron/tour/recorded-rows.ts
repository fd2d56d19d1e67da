import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** What a recording holds of one metric of one thing. */
export interface SeriesSummary {
  readonly metric: string;
  readonly entity: string;
  readonly unit: string;
  readonly minimum: number;
  readonly average: number;
  readonly maximum: number;
  readonly latest: number;
}

export interface RecordedRows {
  /** Lines in the part files: counted, not believed. */
  readonly rows: number;
  /** By metric; those of one metric in the order in which they were first read. */
  readonly series: readonly SeriesSummary[];
}

/** Reads the finished NDJSON parts in `folder`, row by row. */
export async function readRecordedRows(folder: string): Promise<RecordedRows> {
  const names = (await readdir(folder)).filter((name) => /^part-.*\.ndjson$/.test(name)).sort();
  const tallies = new Map<string, Tally>();
  let rows = 0;
  for (const name of names) {
    for await (const line of createInterface({ input: createReadStream(path.join(folder, name)) })) {
      rows++;
      tally(tallies, JSON.parse(line) as SensorRow);
    }
  }
  const series = [...tallies.values()].map(summaryOf);
  return { rows, series: series.sort((a, b) => (a.metric === b.metric ? 0 : a.metric < b.metric ? -1 : 1)) };
}

interface SensorRow {
  readonly metric: string;
  readonly entity: string;
  readonly unit: string | null;
  readonly value: number | null;
}

interface Tally {
  readonly metric: string;
  readonly entity: string;
  readonly unit: string;
  count: number;
  sum: number;
  minimum: number;
  maximum: number;
  latest: number;
}

function tally(tallies: Map<string, Tally>, { metric, entity, unit, value }: SensorRow): void {
  const key = JSON.stringify([metric, entity]);
  const each = tallies.get(key) ?? newTally(metric, entity, unit ?? '');
  tallies.set(key, each);
  if (value === null) return;
  each.count++;
  each.sum += value;
  each.minimum = Math.min(each.minimum, value);
  each.maximum = Math.max(each.maximum, value);
  each.latest = value;
}

function newTally(metric: string, entity: string, unit: string): Tally {
  return { metric, entity, unit, count: 0, sum: 0, minimum: Infinity, maximum: -Infinity, latest: NaN };
}

function summaryOf({ count, sum, ...each }: Tally): SeriesSummary {
  return { ...each, average: sum / count };
}
