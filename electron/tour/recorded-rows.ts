import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** What a recording holds of one metric. */
export interface MetricSummary {
  readonly metric: string;
  readonly unit: string;
  readonly entities: number;
  readonly minimum: number;
  readonly average: number;
  readonly maximum: number;
  readonly latest: number;
}

export interface RecordedRows {
  /** Lines in the part files: counted, not believed. */
  readonly rows: number;
  /** By name. */
  readonly metrics: readonly MetricSummary[];
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
  const metrics = [...tallies].map(([metric, each]) => summaryOf(metric, each));
  return { rows, metrics: metrics.sort((a, b) => (a.metric < b.metric ? -1 : 1)) };
}

interface SensorRow {
  readonly metric: string;
  readonly entity: string;
  readonly unit: string | null;
  readonly value: number | null;
}

interface Tally {
  readonly entities: Set<string>;
  unit: string;
  count: number;
  sum: number;
  minimum: number;
  maximum: number;
  latest: number;
}

function tally(tallies: Map<string, Tally>, { metric, entity, unit, value }: SensorRow): void {
  let each = tallies.get(metric);
  if (each === undefined) {
    each = {
      entities: new Set(),
      unit: unit ?? '',
      count: 0,
      sum: 0,
      minimum: Infinity,
      maximum: -Infinity,
      latest: NaN,
    };
    tallies.set(metric, each);
  }
  each.entities.add(entity);
  if (value === null) return;
  each.count++;
  each.sum += value;
  each.minimum = Math.min(each.minimum, value);
  each.maximum = Math.max(each.maximum, value);
  each.latest = value;
}

function summaryOf(metric: string, { entities, unit, count, sum, minimum, maximum, latest }: Tally): MetricSummary {
  return { metric, unit, entities: entities.size, minimum, average: sum / count, maximum, latest };
}
