import type { Schema } from '../../data/types.ts';
import { formatTimestamp } from '../../data/timestamps.ts';
import type { FileSinkOptions } from '../../document/plan.ts';
import type { Manifest, Part } from '../../recordings/recording.ts';
import { nothingWritten } from '../../recordings/nothing-written.ts';

/** What the manifest says that only the sink's surroundings know. */
export interface RecordingDetails {
  readonly name: string;
  readonly document: string | null;
}

/** The manifest of a recording that begins. */
export function beginManifest(
  { format, compress }: FileSinkOptions,
  { name, document, schema, key }: RecordingDetails & { readonly schema: Schema; readonly key: string | null },
  now: number,
): Manifest {
  return {
    version: 2,
    name,
    state: 'recording',
    failure: null,
    startedAt: formatTimestamp(now),
    endedAt: null,
    format,
    compress,
    encrypt: key === null ? 'none' : 'age',
    ...(key !== null && { key }),
    schema: schema.map((field) => ({ name: field.name, type: field.type })),
    eventTime: null,
    document,
    ...nothingWritten(),
  };
}

/** The parts of a manifest once `more` come after them, with their sums. */
export function partsAnd(parts: readonly Part[], more: readonly Part[]): Pick<Manifest, 'parts' | 'rows' | 'bytes'> {
  const all = [...parts, ...more];
  return { parts: all, rows: total(all, 'rows'), bytes: total(all, 'bytes') };
}

/** All rows, or bytes, of `parts`. */
export function total(parts: readonly Part[], what: 'rows' | 'bytes'): number {
  return parts.reduce((sum, part) => sum + part[what], 0);
}
