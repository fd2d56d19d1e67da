import type { Batch } from '../../data/batch.ts';
import type { Column } from '../../data/column.ts';
import { valueAt } from '../../data/rows.ts';
import { formatTimestamp } from '../../data/timestamps.ts';
import { columnIndex } from '../../data/types.ts';
import type { Schema } from '../../data/types.ts';
import type { KafkaSinkOptions } from '../../document/plan.ts';
import { ByteBuffer } from '../../files/byte-buffer.ts';
import { NdjsonEncoder } from '../../files/ndjson-encoder.ts';
import type { ProducedEntry } from '../../kafka/client.ts';

const LINE_END = 10;

/** Makes an entry of each row: all columns as JSON, and the key and the headers that are asked for. */
export class KafkaEntries {
  readonly #encoder: NdjsonEncoder;
  readonly #buffer = new ByteBuffer();
  readonly #key: number | null;
  readonly #headers: readonly (readonly [name: string, column: number])[];

  constructor({ key, headers }: KafkaSinkOptions, schema: Schema) {
    this.#encoder = new NdjsonEncoder(schema);
    this.#key = key === null ? null : columnIndex(schema, key);
    this.#headers = Object.entries(headers).map(([name, column]) => [name, columnIndex(schema, column)]);
  }

  /** The entries of `batch`, in its order; `nowMs` is the time of rows that have none, or one that is still to come. */
  of(batch: Batch, nowMs: number): ProducedEntry[] {
    this.#encoder.encode(batch, this.#buffer);
    const bytes = this.#buffer.take();
    const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const entries: ProducedEntry[] = [];
    let start = 0;
    for (let row = 0; row < batch.length; row++) {
      const end = lines.indexOf(LINE_END, start);
      const eventMs = batch.eventTimes?.[row] ?? nowMs;
      entries.push({
        key: this.#key === null ? null : textAt(batch.columns[this.#key]!, row),
        value: lines.subarray(start, end),
        headers: this.#headersOf(batch, row),
        timestamp: 0 < eventMs && eventMs < nowMs ? eventMs : nowMs,
      });
      start = end + 1;
    }
    return entries;
  }

  #headersOf({ columns }: Batch, row: number): Record<string, Buffer> {
    const headers: Record<string, Buffer> = {};
    for (const [name, column] of this.#headers) {
      const text = textAt(columns[column]!, row);
      if (text) headers[name] = text;
    }
    return headers;
  }
}

/** A value as JSON has it, without quotes; a null is none. */
function textAt(column: Column, row: number): Buffer | null {
  const value = valueAt(column, row);
  if (value === null) return null;
  return Buffer.from(column.type === 'timestamp' ? formatTimestamp(value as number) : String(value));
}
