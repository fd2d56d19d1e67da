import type { Json } from '../document/text/written.ts';
import type { AggregateOver, ResultsOf } from './aggregates.ts';
import type { Columns, Duration, Flat } from './columns.ts';
import { claimsIn, selectionText } from './condition.ts';
import type { ColumnOf } from './expression.ts';
import { column } from './expression.ts';
import type { Handle } from './stream.ts';
import { DataStream, derived } from './stream.ts';
import type { WindowAssigner, WindowTime } from './windows.ts';
import type { RejectionOptions } from './written-keys.ts';
import { rejectionKeys } from './written-keys.ts';

/** The columns of a window's result before its aggregates. */
type Before<C extends Columns, K extends keyof C> = Pick<C, K> & {
  readonly window_start: 'timestamp';
  readonly window_end: 'timestamp';
};

/** Aggregates by the names of the columns that they give; a name that the result has already does not compile. */
type Aggregates<C extends Columns, K extends keyof C> = Readonly<Record<string, AggregateOver<C>>> & {
  readonly [N in keyof Before<C, K>]?: never;
};

/** The rows that a window gives. */
type Windowed<C extends Columns, K extends keyof C, A> = Flat<Before<C, K> & ResultsOf<A, C>>;

/** Rows of columns `C` by the columns `K` in windows that follow `W`; `aggregate` says what becomes of them. */
export class WindowedStream<C extends Columns, T extends boolean, K extends keyof C & string, W extends WindowTime> {
  readonly #handle: Handle;
  readonly #key: readonly K[];
  readonly #assigner: WindowAssigner<W>;
  readonly #keys: Record<string, Json>;
  readonly #readers: readonly ((late: DataStream<C, true>) => unknown)[];

  constructor(
    handle: Handle,
    key: readonly K[],
    assigner: WindowAssigner<W>,
    more: { keys?: Record<string, Json>; readers?: readonly ((late: DataStream<C, true>) => unknown)[] } = {},
  ) {
    this.#handle = handle;
    this.#key = key;
    this.#assigner = assigner;
    this.#keys = more.keys ?? {};
    this.#readers = more.readers ?? [];
  }

  /** For how long a window that has fired still takes late rows; each of them fires it again. */
  allowedLateness(this: WindowedStream<C, T, K, 'event'>, lateness: Duration): WindowedStream<C, T, K, 'event'> {
    return this.#with({ allowed_lateness: lateness }, this.#readers);
  }

  /** Gives `use` the rows that are too late for all their windows; else they are only counted. */
  sideOutputLateData(
    this: WindowedStream<C, T, K, 'event'>,
    use: (late: DataStream<C, true>) => unknown,
  ): WindowedStream<C, T, K, 'event'> {
    return this.#with({}, [...this.#readers, use]);
  }

  /** One row for each key and window: key, `window_start`, `window_end`, and the aggregates. */
  aggregate<const A extends Aggregates<C, K>>(
    aggregates: A | ((col: ColumnOf<C>) => A),
    options: RejectionOptions = {},
  ): DataStream<Windowed<C, K, A>, W extends 'count' ? T : true> {
    const made = typeof aggregates === 'function' ? aggregates(column) : aggregates;
    const selection = made as Readonly<Record<string, AggregateOver<C>>>;
    const keys: Record<string, Json> = {
      window: this.#assigner.shape,
      ...(this.#assigner.time === 'processing' && { time: 'processing' }),
      ...(0 < this.#key.length && { key: this.#key }),
      aggregate: selectionText(selection),
      ...this.#keys,
      ...rejectionKeys(options),
    };
    const results = derived<Windowed<C, K, A>, W extends 'count' ? T : true>(this.#handle, 'window', keys, {
      claims: claimsIn(selection),
    });
    const { graph, node } = results.handle;
    for (const use of this.#readers) use(new DataStream({ graph, node, output: 'late' }));
    return results;
  }

  #with(
    keys: Record<string, Json>,
    readers: readonly ((late: DataStream<C, true>) => unknown)[],
  ): WindowedStream<C, T, K, 'event'> {
    const assigner = this.#assigner as WindowAssigner<WindowTime> as WindowAssigner<'event'>;
    return new WindowedStream(this.#handle, this.#key, assigner, { keys: { ...this.#keys, ...keys }, readers });
  }
}
