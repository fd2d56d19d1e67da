import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runDocument } from '../../support/run-document.ts';

export interface Reading {
  readonly ts: number;
  readonly metric: string;
  readonly entity: string;
  readonly value: number | null;
}

const COLUMNS = '{ ts: timestamp, metric: string, entity: string, value: double }';

/** Makes a recording of `readings` in a folder inside of `folder`, and gives that one. */
export async function record(
  folder: string,
  readings: readonly Reading[],
  options = 'format: ndjson',
): Promise<string> {
  const lines = readings.map((reading) => JSON.stringify({ ...reading, ts: new Date(reading.ts).toISOString() }));
  writeFileSync(join(folder, 'readings.ndjson'), lines.map((line) => `${line}\n`).join(''));
  const text = `version: 1
name: readings
sources:
  rows: { type: file, path: readings.ndjson, format: ndjson, schema: ${COLUMNS}, event_time: { column: ts, out_of_orderness: 1s } }
operators: {}
sinks:
  kept: { type: file, inputs: [rows], path: kept, ${options} }
`;
  const { fault } = await runDocument(text, folder, { environment: { SECRET: 'open sesame' } });
  if (fault !== null) throw new Error(fault.message);
  return join(folder, 'kept');
}

/** A reading each second from `start`: `values` of CPU load. */
export function loads(start: number, values: readonly (number | null)[], entity = 'total'): Reading[] {
  return values.map((value, second) => ({
    ts: start + second * 1000,
    metric: 'system.cpu.utilization',
    entity,
    value,
  }));
}
