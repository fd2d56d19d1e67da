import type { Batch } from '../data/batch.ts';
import { watermarkOnly } from '../data/batch.ts';
import type { Row } from '../data/rows.ts';
import type { SourceNode } from '../document/plan.ts';
import type { Source, SourceContext } from '../sources/source.ts';
import type { Columns, NamesOf, RowOf } from './columns.ts';
import { GivenRows } from './process/given-rows.ts';
import type { EventTimeOptions, SourceSpec } from './sources.ts';
import { timeKeys } from './sources.ts';
import { writtenKeys } from './written-keys.ts';

type Several<V> = Iterable<V> | AsyncIterable<V>;
type Timed<C extends Columns> = { readonly eventTime: EventTimeOptions<NamesOf<C, 'timestamp'>> };

/** Rows that a program has or makes; a stream of them by an async iterable, such as a generator. */
export function fromRows<const C extends Columns>(
  columns: C,
  rows: Several<RowOf<C>>,
  options: Timed<C>,
): SourceSpec<C, true>;
export function fromRows<const C extends Columns>(columns: C, rows: Several<RowOf<C>>): SourceSpec<C, false>;
export function fromRows(columns: Columns, rows: Several<Row>, options?: Timed<Columns>): SourceSpec<Columns, boolean> {
  return programSource(columns, Symbol.iterator in rows ? [rows] : oneByOne(rows), options);
}

/** The same, several rows at a time. */
export function fromBatches<const C extends Columns>(
  columns: C,
  batches: Several<Iterable<RowOf<C>>>,
  options: Timed<C>,
): SourceSpec<C, true>;
export function fromBatches<const C extends Columns>(
  columns: C,
  batches: Several<Iterable<RowOf<C>>>,
): SourceSpec<C, false>;
export function fromBatches(
  columns: Columns,
  batches: Several<Iterable<Row>>,
  options?: Timed<Columns>,
): SourceSpec<Columns, boolean> {
  return programSource(columns, batches, options);
}

function programSource(
  columns: Columns,
  batches: Several<Iterable<Row>>,
  options: Timed<Columns> | undefined,
): SourceSpec<Columns, boolean> {
  // The node of a document that gives rows of the same columns and event time.
  const standIn = { path: 'rows', format: 'ndjson', schema: columns };
  return {
    type: 'file',
    keys: writtenKeys({ ...standIn, event_time: options && timeKeys(options.eventTime) }),
    part: {
      role: 'source',
      word: 'rows',
      why: 'its rows come from the program',
      create: (node, context) => new ProgramSource(node, context, batches),
    },
  };
}

async function* oneByOne(rows: AsyncIterable<Row>): AsyncIterable<readonly Row[]> {
  for await (const row of rows) yield [row];
}

/** Gives the rows of batches in the order in which they come. */
class ProgramSource implements Source {
  readonly #node: SourceNode;
  readonly #batchSize: number;
  readonly #given: GivenRows;
  readonly #batches: AsyncIterator<Iterable<Row>> | Iterator<Iterable<Row>>;
  #rows: Iterator<Row> | null = null;
  /** The answer that was still to come when a poll was aborted. */
  #asked: Promise<IteratorResult<Iterable<Row>, unknown>> | null = null;

  constructor(node: SourceNode, { batchSize }: SourceContext, batches: Several<Iterable<Row>>) {
    this.#node = node;
    this.#batchSize = batchSize;
    this.#given = new GivenRows(`source "${node.id}"`, node.schema, { hasEventTime: false, code: 'source-failed' });
    this.#batches = Symbol.asyncIterator in batches ? batches[Symbol.asyncIterator]() : batches[Symbol.iterator]();
  }

  open(): Promise<void> {
    return Promise.resolve();
  }

  async poll(signal: AbortSignal): Promise<Batch | null> {
    while (!signal.aborted) {
      this.#fill();
      if (0 < this.#given.length) return this.#given.take(-Infinity);
      this.#asked ??= Promise.resolve(this.#batches.next());
      const next = await Promise.race([this.#asked, aborted(signal)]);
      if (next === null) break;
      this.#asked = null;
      if (next.done === true) return null;
      this.#rows = next.value[Symbol.iterator]();
    }
    return watermarkOnly(this.#node.schema, -Infinity);
  }

  /** What a program makes cannot be made again. */
  position(): null {
    return null;
  }

  async close(): Promise<void> {
    // One that is waited for would answer only after its next row, which may never come.
    if (this.#asked === null) await this.#batches.return?.();
  }

  #fill(): void {
    while (this.#rows !== null && this.#given.length < this.#batchSize) {
      const next = this.#rows.next();
      if (next.done === true) this.#rows = null;
      else this.#given.add(next.value, NaN, -Infinity);
    }
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
