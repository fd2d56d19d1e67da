import { BatchBuilder } from '../../data/batch-builder.ts';
import type { Batch } from '../../data/batch.ts';
import { watermarkOnly } from '../../data/batch.ts';
import type { Row } from '../../data/rows.ts';
import type { Field, Schema, Value } from '../../data/types.ts';
import type { FaultCode } from '../../fault.ts';
import { Fault } from '../../fault.ts';

/** The rows that code of a program gives, until they are handed on as a batch. */
export class GivenRows {
  readonly #title: string;
  readonly #hasEventTime: boolean;
  readonly #code: FaultCode;
  readonly #builder: BatchBuilder;
  #times: number[] = [];
  #watermarks: number[] = [];

  /** `title` is what complaints about a row begin with. */
  constructor(title: string, schema: Schema, options: { readonly hasEventTime: boolean; readonly code: FaultCode }) {
    this.#title = title;
    this.#hasEventTime = options.hasEventTime;
    this.#code = options.code;
    this.#builder = new BatchBuilder(schema, 0);
  }

  /** Adds `row`, which happened at `time` (NaN: at no time) and comes under `watermark`. A column that it leaves out is null. */
  add(row: Row, time: number, watermark: number): void {
    const { schema } = this.#builder;
    this.#builder.appendRow(schema.map((field) => this.#checked(row[field.name], field)));
    this.#times.push(time);
    this.#watermarks.push(watermark);
  }

  get length(): number {
    return this.#builder.length;
  }

  /** All rows since the last call, as a batch that moves the watermark to `watermark`. */
  take(watermark: number): Batch {
    const { length, schema } = this.#builder;
    if (length === 0) return watermarkOnly(schema, watermark);
    const batch = {
      ...this.#builder.take(),
      eventTimes: this.#hasEventTime ? Float64Array.from(this.#times) : null,
      watermarksBefore: Float64Array.from(this.#watermarks),
      watermark,
    };
    this.#times = [];
    this.#watermarks = [];
    return batch;
  }

  #checked(value: Value | undefined, { name, type }: Field): Value {
    if (value === null || value === undefined) return null;
    const isOfType = type === 'string' || type === 'boolean' ? typeof value === type : typeof value === 'number';
    if (isOfType && (type === 'string' || type === 'boolean' || Number.isSafeInteger(value))) return value;
    if (isOfType && type === 'double') return Number.isFinite(value) ? value : null;
    const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
    throw new Fault(this.#code, `${this.#title}: column "${name}" is a ${type}, but is given ${shown}`);
  }
}
