import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { hostname, platform, release } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { ColumnType, Schema } from '../data/types.ts';
import { formatTimestamp, parseTimestamp } from '../data/timestamps.ts';
import { Fault } from '../fault.ts';
import { ParquetFile } from '../sources/file/parquet-file.ts';
import { compareNatural } from '../sources/file/natural-order.ts';
import type { Manifest } from './recording.ts';
import { thisWriter } from './writer.ts';

/** Rows that are looked at to find out what columns there are. */
const ROWS_LOOKED_AT = 1000;

/** A manifest without parts for a recording that has lost its own: what is left of it in `text`, and else what the parts look like. */
export async function guessManifest(folder: string, text: string): Promise<Manifest> {
  const names = (await readdir(folder)).filter((name) => /^\.?part-\d/.test(name)).sort(compareNatural);
  const first = names[0];
  if (first === undefined)
    throw new Fault('recording-failed', `${folder} holds neither a manifest nor parts of a recording`);
  const [, format = '', packed] = /\.(ndjson|csv|parquet)(\.gz)?(?:\.age)?(?:\.inprogress)?$/.exec(first) ?? [];
  if (format !== 'ndjson' && format !== 'csv' && format !== 'parquet') {
    throw new Fault(
      'recording-failed',
      `${join(folder, first)}: what columns it has cannot be told without the manifest`,
    );
  }
  const left = leftOf(text);
  const schema =
    format === 'parquet'
      ? await parquetSchema(join(folder, first))
      : await guessSchema(join(folder, first), format, packed !== undefined);
  const time = schema.find(({ type }) => type === 'timestamp')?.name;
  const startedAt = formatTimestamp(0);
  return {
    version: 2,
    name: typeof left['name'] === 'string' ? left['name'] : basename(folder),
    state: 'recording',
    failure: null,
    startedAt,
    endedAt: null,
    format,
    compress: packed === undefined ? 'none' : 'gzip',
    encrypt: 'none',
    schema,
    eventTime:
      time === undefined
        ? null
        : { column: time, offsetMs: 0, outOfOrdernessMs: 0, idleTimeoutMs: null, watermark: null },
    document: typeof left['document'] === 'string' ? left['document'] : null,
    machine: { host: hostname(), platform: platform(), release: release() },
    writer: thisWriter(),
    rows: 0,
    bytes: 0,
    parts: [],
    unfinished: [],
    gaps: [],
    gapCount: 0,
  };
}

function leftOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const json = JSON.parse(text) as unknown;
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    // Nothing is left of it.
    return {};
  }
}

/** The columns of a Parquet file, which tells them itself. */
async function parquetSchema(path: string): Promise<Schema> {
  const file = await ParquetFile.open(path);
  await file.close();
  return file.elements.map(({ name, type, converted_type }) => {
    if (type === 'INT64') return { name, type: converted_type === 'TIMESTAMP_MILLIS' ? 'timestamp' : 'bigint' };
    return { name, type: type === 'DOUBLE' ? 'double' : type === 'BOOLEAN' ? 'boolean' : 'string' };
  });
}

async function guessSchema(path: string, format: 'ndjson' | 'csv', isPacked: boolean): Promise<Schema> {
  const file = createReadStream(path);
  const lines = createInterface({ input: isPacked ? file.pipe(createGunzip()) : file });
  const types = new Map<string, ColumnType | null>();
  let header: string[] | null = null;
  let count = 0;
  for await (const line of lines) {
    if (ROWS_LOOKED_AT < count++) break;
    if (format === 'csv' && header === null) header = fieldsOf(line);
    else
      for (const [name, value] of format === 'csv' ? pairs(header!, fieldsOf(line)) : members(line))
        learn(types, name, value);
  }
  lines.close();
  file.destroy();
  for (const name of header ?? []) if (!types.has(name)) types.set(name, null);
  return [...types].map(([name, type]) => ({ name, type: type ?? 'string' }));
}

function pairs(names: readonly string[], values: readonly string[]): [string, unknown][] {
  return names.map((name, i) => [name, fromText(values[i] ?? '')]);
}

function fromText(text: string): unknown {
  if (text === '') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return Number.isNaN(Number(text)) ? text : Number(text);
}

/** Simple fields only: it is a guess, and rows that do not fit it are told of. */
function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '',
  );
}

function members(line: string): [string, unknown][] {
  return Object.entries(leftOf(line));
}

function learn(types: Map<string, ColumnType | null>, name: string, value: unknown): void {
  const before = types.get(name) ?? null;
  const type = typeOf(value);
  if (before === null || type === null || before === type) types.set(name, before ?? type);
  else types.set(name, isNumber(before) && isNumber(type) ? 'double' : 'string');
}

function typeOf(value: unknown): ColumnType | null {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'bigint' : 'double';
  if (typeof value !== 'string') return null;
  return parseTimestamp(value) === null ? 'string' : 'timestamp';
}

function isNumber(type: ColumnType): boolean {
  return type === 'double' || type === 'bigint';
}
