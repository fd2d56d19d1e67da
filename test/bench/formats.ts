import { fromRows } from '../../engine/data/rows.ts';
import type { FileColumn } from '../../engine/document/plan.ts';
import { ByteBuffer } from '../../engine/files/byte-buffer.ts';
import { CsvEncoder } from '../../engine/files/csv-encoder.ts';
import { NdjsonEncoder } from '../../engine/files/ndjson-encoder.ts';
import type { RowEncoder } from '../../engine/files/row-encoder.ts';
import { RowReader } from '../../engine/files/row-reader.ts';
import { READING_SCHEMA } from '../../engine/sensors/reading-schema.ts';
import { createGeneratorSource } from '../../engine/sources/generator.ts';

/** How many rows each format is measured with, and how often; the median counts. */
const ROWS = 1_000_000;
const RUNS = 5;
const BATCH = 1000;
const PIECE_BYTES = 256 * 1024;

const COLUMNS: readonly FileColumn[] = READING_SCHEMA.map((field) => ({ ...field, from: field.name }));

/** Sensor rows, as a recording of a machine has them: half of the values with few digits, half with all. */
function sensorRows(): Record<string, string | number>[] {
  return Array.from({ length: BATCH }, (_, i) => ({
    ts: 1_795_377_848_000 + (i >> 5) * 1000,
    host: 'workstation',
    metric: `system.metric.${i % 32}`,
    entity: String(i % 8),
    value: i % 2 === 0 ? (i * 7) / 4 : Math.sqrt(i),
    unit: 'By/s',
  }));
}

function measure(name: string, bytes: number, run: () => void): void {
  const times = Array.from({ length: RUNS + 1 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  // The first run is compiled while it runs.
  const median = times.slice(1).sort((a, b) => a - b)[RUNS >> 1]!;
  const rate = bytes === 0 ? '' : `${(bytes / 1e3 / median).toFixed(0).padStart(6)} MB/s`;
  console.log(`${name.padEnd(34)} ${((median * 1e6) / ROWS).toFixed(0).padStart(6)} ns/row ${rate}`);
}

function measureFormat(format: 'ndjson' | 'csv', encoder: RowEncoder): void {
  const batch = fromRows(READING_SCHEMA, sensorRows());
  const into = new ByteBuffer();
  encoder.encode(batch, into);
  const one = into.take();
  const total = one.length * (ROWS / BATCH);
  measure(`${format} out`, total, () => {
    const buffer = new ByteBuffer(PIECE_BYTES);
    for (let i = 0; i < ROWS / BATCH; i++) {
      buffer.length = 0;
      encoder.encode(batch, buffer);
    }
  });
  const piece = Buffer.concat(Array.from({ length: Math.ceil(PIECE_BYTES / one.length) }, () => Buffer.from(one)));
  measure(`${format} in`, total, () => {
    const rejected = { count: 0 };
    const reader = new RowReader(
      { format, columns: COLUMNS, csv: { delimiter: ',', header: false } },
      BATCH,
      () => rejected.count++,
    );
    reader.startFile('bench');
    for (let left = total; 0 < left; left -= piece.length) {
      reader.push(piece.subarray(0, Math.min(left, piece.length)));
      while (reader.read()) reader.take();
    }
    if (0 < rejected.count) throw new Error(`${rejected.count} rows rejected`);
  });
}

function measureStringify(): void {
  const rows = sensorRows().map((row) => ({ ...row, ts: new Date(row['ts']!).toISOString() }));
  const text = rows.map((row) => JSON.stringify(row)).join('\n');
  const total = Buffer.byteLength(text) * (ROWS / BATCH);
  const lines = text.split('\n');
  measure('for comparison: JSON.stringify', total, () => {
    for (let i = 0; i < ROWS / BATCH; i++) Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'));
  });
  measure('for comparison: JSON.parse', total, () => {
    for (let i = 0; i < ROWS / BATCH; i++) for (const line of lines) JSON.parse(line);
  });
}

async function measureGenerator(): Promise<void> {
  const columns = [
    { name: 'n', nulls: 0, kind: 'sequence', start: 0, step: 1 },
    { name: 'ts', nulls: 0, kind: 'time', start: 0, stepMs: 10, disorderMs: 2000 },
    { name: 'i', nulls: 0, kind: 'integer', min: 0, max: 1000 },
    { name: 'c', nulls: 0, kind: 'choice', values: ['a', 'b', 'c'] },
  ] as const;
  const options = { type: 'generator', rows: null, rate: null, seed: 1, columns, eventTime: null } as const;
  const source = createGeneratorSource(options, {
    clock: { now: () => 0, monotonic: () => 0 },
    batchSize: BATCH,
    counters: { dropped: 0 },
    waiting: (data) => data,
    reject: () => undefined,
    warn: () => undefined,
  });
  const { signal } = new AbortController();
  for (let run = 0; run < 3; run++) {
    const start = performance.now();
    for (let i = 0; i < ROWS / BATCH; i++) await source.poll(signal);
    if (run === 2) measureLine('generator, four columns', performance.now() - start);
  }
}

function measureLine(name: string, ms: number): void {
  console.log(`${name.padEnd(34)} ${((ms * 1e6) / ROWS).toFixed(0).padStart(6)} ns/row`);
}

measureFormat('ndjson', new NdjsonEncoder(READING_SCHEMA));
measureFormat('csv', new CsvEncoder(READING_SCHEMA));
measureStringify();
void measureGenerator();
