import type { Batch } from '../../data/batch.ts';
import { BatchBuilder } from '../../data/batch-builder.ts';
import type { Column } from '../../data/column.ts';
import type { Schema } from '../../data/types.ts';
import type { KafkaSourceOptions } from '../../document/plan.ts';
import { NdjsonDecoder } from '../../files/ndjson-decoder.ts';
import type { KafkaEntry } from '../../kafka/client.ts';
import type { SourceContext } from '../source.ts';
import { appendEntry, isEntryColumn } from '../../kafka/entry-columns.ts';

/** Characters of a rejected row that are kept. */
const TEXT_LENGTH_MAX = 1000;

/** Makes rows of the entries of one partition at a time: fields of their JSON, and what else of them is asked for. */
export class KafkaRows {
  readonly #options: KafkaSourceOptions;
  readonly #context: SourceContext;
  readonly #schema: Schema;
  readonly #values: BatchBuilder;
  readonly #decoder: NdjsonDecoder;
  readonly #others: BatchBuilder;
  readonly #otherFrom: readonly string[];
  #offsets: Float64Array;

  constructor(options: KafkaSourceOptions, context: SourceContext) {
    const { columns, eventTime } = options;
    const inValue = columns.filter(({ from }) => !isEntryColumn(from));
    const others = columns.filter(({ from }) => isEntryColumn(from));
    this.#options = options;
    this.#context = context;
    this.#schema = columns.map(({ name, type }) => ({ name, type }));
    this.#values = new BatchBuilder(schemaOf(inValue), context.batchSize);
    this.#decoder = new NdjsonDecoder({ columns: inValue, eventTime }, this.#values);
    this.#others = new BatchBuilder(schemaOf(others), context.batchSize);
    this.#otherFrom = others.map(({ from }) => from);
    this.#offsets = new Float64Array(context.batchSize);
  }

  get length(): number {
    return this.#values.length;
  }

  /** Takes the row of `entry` in, or rejects it. */
  add(entry: KafkaEntry, partition: number): void {
    const before = this.#values.length;
    const reason = this.#appendOthers(entry, partition) ?? this.#appendValue(entry);
    if (reason !== null) {
      this.#others.abandonRow();
      this.#reject(entry, partition, reason);
      return;
    }
    this.#others.endRow();
    this.#offsets[before] = entry.offset;
  }

  /** The rows so far, which are all of `partition`. */
  take(partition: number): Batch {
    const values = this.#values.take({ file: this.#placeOf(partition), lines: this.#offsets });
    const others = this.#others.take();
    this.#offsets = new Float64Array(this.#context.batchSize);
    let [value, other] = [0, 0];
    const columns = this.#options.columns.map(({ from }): Column =>
      isEntryColumn(from) ? others.columns[other++]! : values.columns[value++]!,
    );
    return { ...values, schema: this.#schema, columns };
  }

  #appendOthers(entry: KafkaEntry, partition: number): string | null {
    for (const [c, from] of this.#otherFrom.entries()) {
      if (!appendEntry(this.#others.columns[c]!, from, entry, partition)) return `${from} is not UTF-8`;
    }
    return null;
  }

  #appendValue({ value }: KafkaEntry): string | null {
    if (value === null) return 'it has no value';
    const before = this.#values.length;
    const reason = this.#decoder.parse({ bytes: value, start: 0, end: value.length });
    return reason ?? (before === this.#values.length ? 'not JSON: its value is empty' : null);
  }

  #reject({ offset, value }: KafkaEntry, partition: number, reason: string): void {
    // Four bytes are enough for any character.
    const text = value?.toString('utf8', 0, TEXT_LENGTH_MAX * 4).slice(0, TEXT_LENGTH_MAX) ?? '';
    this.#context.reject({ file: this.#placeOf(partition), line: offset, reason, text });
  }

  #placeOf(partition: number): string {
    return `${this.#options.topic}[${partition}]`;
  }
}

function schemaOf(columns: KafkaSourceOptions['columns']): Schema {
  return columns.map(({ name, type }) => ({ name, type }));
}
