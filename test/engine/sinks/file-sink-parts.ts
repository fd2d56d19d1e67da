import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fromRows } from '../../../engine/data/rows.ts';
import type { Batch } from '../../../engine/data/batch.ts';
import type { Schema } from '../../../engine/data/types.ts';
import type { FileSinkOptions } from '../../../engine/document/plan.ts';
import { readManifest } from '../../../engine/recordings/manifest.ts';
import type { Manifest } from '../../../engine/recordings/recording.ts';
import type { FileSystem } from '../../../engine/files/file-system.ts';
import { createFileSink } from '../../../engine/sinks/file.ts';
import type { Lateness } from '../../../engine/sinks/file/time-column.ts';
import type { FileSink } from '../../../engine/sinks/file.ts';

export const SCHEMA: Schema = [
  { name: 'n', type: 'bigint' },
  { name: 'text', type: 'string' },
];

/** 2026-11-22T20:04:08Z. */
export const START = 1_795_377_848_000;

/** A clock that stands still until a test moves it. */
export const clock = { time: START, now: () => clock.time, monotonic: () => clock.time };

export interface SinkSetting {
  readonly options?: Partial<FileSinkOptions>;
  readonly fileSystem?: FileSystem;
  readonly warn?: (message: string) => void;
  readonly rowsMax?: number;
  readonly eventTime?: Lateness;
  readonly schema?: Schema;
}

export function fileSink(
  path: string,
  { options, fileSystem, warn, rowsMax, eventTime, schema = SCHEMA }: SinkSetting = {},
): FileSink {
  const all: FileSinkOptions = {
    type: 'file',
    path,
    format: 'ndjson',
    rolling: { sizeBytes: 1 << 27, intervalMs: 900_000 },
    compress: 'none',
    ...options,
  };
  return createFileSink(all, schema, {
    id: 'recording',
    subtask: 0,
    clock,
    warn: warn ?? (() => undefined),
    recordingName: 'Test',
    documentText: 'version: 1\n',
    ...(fileSystem && { fileSystem }),
    ...(rowsMax !== undefined && { rowsMax }),
    ...(eventTime && { eventTime }),
  });
}

/** Rows `from` … `to - 1`, whose event times are their numbers. */
export function numbered(from: number, to: number): Batch {
  const rows = Array.from({ length: to - from }, (_, i) => ({ n: from + i, text: `row ${from + i}` }));
  return { ...fromRows(SCHEMA, rows), eventTimes: Float64Array.from(rows, ({ n }) => n) };
}

export function manifestOf(folder: string): Manifest {
  return readManifest(readFileSync(join(folder, 'manifest.json'), 'utf8'));
}

/** The finished parts by name, with the numbers of the rows in each; throws where the manifest says something else of them. */
export function partsOf(folder: string): Record<string, number[]> {
  const { parts } = manifestOf(folder);
  return Object.fromEntries(
    parts.map(({ name, rows, bytes, sha256 }) => {
      const content = readFileSync(join(folder, name));
      const numbers = numbersIn(content, name);
      const digest = createHash('sha256').update(content).digest('hex');
      if (content.length !== bytes || numbers.length !== rows || digest !== sha256) throw new Error(`${name} differs`);
      return [name, numbers];
    }),
  );
}

function numbersIn(content: Buffer, name: string): number[] {
  const text = (name.endsWith('.gz') ? gunzipSync(content) : content).toString();
  const lines = text.split('\n').slice(name.includes('.csv') ? 1 : 0, -1);
  return lines.map((line) =>
    name.includes('.csv') ? Number(line.split(',')[0]) : (JSON.parse(line) as { n: number }).n,
  );
}

/** The names in a folder, in order, but the manifest's. */
export function namesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name !== 'manifest.json')
    .sort();
}
