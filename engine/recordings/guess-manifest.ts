import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ColumnType, Schema } from '../data/types.ts';
import { formatTimestamp, parseTimestamp } from '../data/timestamps.ts';
import { Fault } from '../fault.ts';
import { READING_SCHEMA } from '../sensors/reading-schema.ts';
import { ParquetFile } from '../sources/file/parquet-file.ts';
import { compareNatural } from '../sources/file/natural-order.ts';
import { isPiece } from '../sinks/file/part-name.ts';
import { plainBytes, together } from './part-rows.ts';
import { createKey, openKey, wrongPassphrase } from './recording-key.ts';
import type { RecordingKey } from './recording-key.ts';
import type { Manifest } from './recording.ts';
import { nothingWritten } from './nothing-written.ts';

/** Rows that are looked at to find out what columns there are. */
const ROWS_LOOKED_AT = 1000;

/** What is known of a recording that has lost its manifest. */
export interface Guess {
  /** Without parts. */
  readonly manifest: Manifest;
  readonly key: RecordingKey | null;
}

/** What is left of the manifest of the recording in `folder` in `text`, and else what the parts look like; `passphrases` are those to try. */
export async function guessManifest(folder: string, text: string, passphrases: readonly string[]): Promise<Guess> {
  const names = (await readdir(folder)).filter((name) => /^\.?part-\d/.test(name)).sort(compareNatural);
  if (names.length === 0)
    throw new Fault('recording-failed', `${folder} holds neither a manifest nor parts of a recording`);
  const first = names.find((name) => name.startsWith('part-') && !isPiece(name)) ?? names[0]!;
  const [, format, packed, locked] = /\.(ndjson|csv|parquet)(\.gz)?(\.age)?(?:\.inprogress)?$/.exec(first) ?? [];
  if (format !== 'ndjson' && format !== 'csv' && format !== 'parquet') {
    throw new Fault(
      'recording-failed',
      `${join(folder, first)}: what columns it has cannot be told without the manifest`,
    );
  }
  const left = leftOf(text);
  const coding = { compress: packed ? 'gzip' : 'none', encrypt: locked ? 'age' : 'none' } as const;
  const path = join(folder, first);
  const key = locked ? await guessKey(path, left['key'], passphrases) : null;
  const bytes = plainBytes(first, createReadStream(path) as AsyncIterable<Buffer>, coding, key);
  const schema = format === 'parquet' ? await parquetSchema(first, bytes) : await guessSchema(bytes, format);
  const time = schema.find(({ type }) => type === 'timestamp')?.name;
  const startedAt = formatTimestamp(0);
  const manifest: Manifest = {
    version: 2,
    name: textIn(left, 'name') ?? basename(folder),
    state: 'recording',
    failure: null,
    startedAt,
    endedAt: null,
    format,
    ...coding,
    ...(key && { key: key.sealed }),
    schema,
    eventTime:
      time === undefined
        ? null
        : { column: time, offsetMs: 0, outOfOrdernessMs: 0, idleTimeoutMs: null, watermark: null },
    document: textIn(left, 'document'),
    ...nothingWritten(),
  };
  return { manifest, key };
}

/** The key that opens the part in `path`: that which is left of the manifest, or, for parts that are for the passphrase alone, a new one. */
async function guessKey(path: string, sealed: unknown, passphrases: readonly string[]): Promise<RecordingKey> {
  for (const passphrase of passphrases) {
    const left = typeof sealed === 'string' ? await openKey(sealed, passphrase) : null;
    const key = left ?? (await createKey(passphrase));
    if (await opens(key, path)) return key;
  }
  throw wrongPassphrase(path);
}

async function opens(key: RecordingKey, path: string): Promise<boolean> {
  const bytes = createReadStream(path) as AsyncIterable<Buffer>;
  try {
    await plainBytes(path, bytes, { compress: 'none', encrypt: 'age' }, key).next();
    return true;
  } catch {
    // Being told so is what this is for.
    return false;
  }
}

function textIn(left: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = left[name];
  return typeof value === 'string' ? value : null;
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
async function parquetSchema(name: string, bytes: AsyncIterable<Buffer>): Promise<Schema> {
  const file = await ParquetFile.of(name, await together(bytes));
  return file.elements.map(({ name, type, converted_type }) => {
    if (type === 'INT64') return { name, type: converted_type === 'TIMESTAMP_MILLIS' ? 'timestamp' : 'bigint' };
    return { name, type: type === 'DOUBLE' ? 'double' : type === 'BOOLEAN' ? 'boolean' : 'string' };
  });
}

/** What can be read of it: a part may be cut off. */
async function* untilFailure(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* bytes;
  } catch {
    // What came before is looked at.
  }
}

async function guessSchema(bytes: AsyncIterable<Buffer>, format: 'ndjson' | 'csv'): Promise<Schema> {
  const input = Readable.from(untilFailure(bytes));
  const lines = createInterface({ input });
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
  input.destroy();
  for (const name of header ?? []) if (!types.has(name)) types.set(name, null);
  const isReadings = ['ts', 'metric', 'value'].every((name) => types.has(name));
  return [...types].map(([name, type]) => {
    const guess = type ?? 'string';
    return { name, type: isReadings ? asReading(name, guess, format) : guess };
  });
}

/** In a table of readings the unit `1` of a share is text, and values that happen to be whole are numbers like all others. */
function asReading(name: string, guess: ColumnType, format: 'ndjson' | 'csv'): ColumnType {
  const wanted = READING_SCHEMA.find((column) => column.name === name)?.type;
  if (wanted === 'double') return guess === 'bigint' ? wanted : guess;
  // CSV does not tell text from numbers.
  return wanted === 'string' && format === 'csv' ? wanted : guess;
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
