import type { Json } from '../document/text/written.ts';
import type { Columns, Duration, Extended } from './columns.ts';
import { claimsIn, selectionText } from './condition.ts';
import type { TypesOf } from './condition.ts';
import { IntervalJoin } from './interval-join.ts';
import type { LagOver } from './lags.ts';
import type { ResultsOf } from './aggregates.ts';
import { patternKeys, stepColumn } from './patterns.ts';
import type { Measures, Pattern } from './patterns.ts';
import type { ProgramPart } from '../runtime/program-part.ts';
import type { ProcessFunction, StateSpecs } from './process/function.ts';
import { createProcess } from './process/operator.ts';
import type { DataStream, Handle } from './stream.ts';
import { derived } from './stream.ts';
import { topNKeys } from './top-n.ts';
import type { TopN } from './top-n.ts';
import type { WindowAssigner, WindowTime } from './windows.ts';
import { WindowedStream } from './windowed-stream.ts';
import type { RejectionOptions } from './written-keys.ts';
import { rejectionKeys, writtenKeys } from './written-keys.ts';

/** Which rows of a key go on. */
export type Deduplicate<C extends Columns> = RejectionOptions & { readonly ttl?: Duration } & (
    | { readonly keep?: 'first' }
    | { readonly keep: 'changed'; readonly on: readonly [keyof C & string, ...(keyof C & string)[]] }
  );

/** Rows of columns `C`, apart by the values of the columns `K`. */
export class KeyedStream<C extends Columns, T extends boolean, K extends keyof C & string> {
  declare readonly columns: (columns: C) => C;
  declare readonly isTimed: T;
  readonly handle: Handle;
  readonly key: readonly K[];

  constructor(handle: Handle, key: readonly K[]) {
    this.handle = handle;
    this.key = key;
  }

  /** Windows for each key by itself; of rows without event time only those that do not follow it. */
  window<W extends WindowTime>(
    assigner: WindowAssigner<T extends true ? W : Exclude<W, 'event'>> & WindowAssigner<W>,
  ): WindowedStream<C, T, K, W> {
    return new WindowedStream(this.handle, this.key, assigner);
  }

  /** The first row of each key, or each row that differs from the one of its key before. */
  deduplicate(options: Deduplicate<C> = {}): DataStream<C, T> {
    const { keep, ttl } = options;
    const on = keep === 'changed' ? options.on : undefined;
    return this.#derived('deduplicate', { ...writtenKeys({ keep, on, ttl }), ...rejectionKeys(options) });
  }

  /** The columns there are, and values of the row of the same key before. */
  lag<const L extends Readonly<Record<string, LagOver<C>>>>(
    columns: L,
    options: RejectionOptions = {},
  ): DataStream<Extended<C, ResultsOf<L, C>>, T> {
    return this.#derived('lag', { columns: selectionText(columns), ...rejectionKeys(options) });
  }

  /** The first rows of each window and key by an order, with their `rank`. Only of rows that come out of windows. */
  topN(
    this: KeyedStream<C & { readonly window_end: 'timestamp' }, T, K>,
    options: TopN<C>,
  ): DataStream<Extended<C, { rank: 'bigint' }>, true> {
    return derived(this.handle, 'top_n', topNKeys(this.key, options));
  }

  /** Pairs of a row of this stream and one of the other with the same key; `between` says how near in time. */
  intervalJoin<D extends Columns, L extends keyof D & string>(
    this: KeyedStream<C, true, K>,
    right: KeyedStream<D, true, L>,
  ): IntervalJoin<C, D> {
    return new IntervalJoin(this, right);
  }

  /** One row for each match of a sequence of rows. */
  pattern<const N extends string, const M extends Measures>(
    this: KeyedStream<C, true, K>,
    pattern: Pattern<C, N, M>,
  ): DataStream<TypesOf<M>, true> {
    const measures = pattern.columns(stepColumn);
    const { within, after_match, ...sequence } = patternKeys(pattern);
    const columns = selectionText(measures);
    const keys = writtenKeys({ key: this.key, ...sequence, within, columns, after_match });
    return derived(this.handle, 'pattern', keys, { claims: claimsIn(measures) });
  }

  /** What `code` makes of each row and of the moments that it asks for. No document can say that: see `portability`. */
  process<const O extends Columns, const S extends StateSpecs = Record<never, never>>(
    code: ProcessFunction<C, K, O, S>,
  ): DataStream<O, T> {
    // The node of a document that gives rows of the same columns and event time.
    const columns = Object.entries(code.columns).map(([name, type]) => [name, `CAST(NULL AS ${type.toUpperCase()})`]);
    const part: ProgramPart = {
      role: 'operator',
      word: 'process',
      why: 'process runs a function of the program',
      create: (node, inputSchema, context) => createProcess({ node, key: this.key }, code, { inputSchema, context }),
    };
    return derived(this.handle, 'select', { columns: Object.fromEntries(columns) as Record<string, string> }, { part });
  }

  #derived<D extends Columns>(type: string, keys: Record<string, Json>): DataStream<D, T> {
    return derived(this.handle, type, { key: this.key, ...keys });
  }
}
