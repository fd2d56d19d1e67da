import type { Batch } from '../data/batch.ts';
import type { Row } from '../data/rows.ts';
import { toRows } from '../data/rows.ts';
import type { Json } from '../document/text/written.ts';
import type { Columns, Extended, Flat, RowOf } from './columns.ts';
import { conditionText, claimsIn, selectionText } from './condition.ts';
import type { Selection, TypesOf } from './condition.ts';
import type { ColumnOf, Condition } from './expression.ts';
import { column } from './expression.ts';
import type { Graph, GraphInput, GraphNode, NewNode } from './graph.ts';
import { KeyedStream } from './keyed-stream.ts';
import type { SinkSpec } from './sinks.ts';
import { topNKeys } from './top-n.ts';
import type { TopN } from './top-n.ts';
import type { WindowAssigner, WindowTime } from './windows.ts';
import { WindowedStream } from './windowed-stream.ts';
import type { RejectionOptions } from './written-keys.ts';
import { rejectionKeys } from './written-keys.ts';

/** Where a stream comes from in the graph that is being built; no program needs it. */
export interface Handle extends GraphInput {
  readonly graph: Graph;
}

/**
 * Rows of columns `C`; `T` says whether they have an event time. Each method adds an operator behind it and gives that one's rows:
 * a stream is a description, and nothing runs before `execute`.
 */
export class DataStream<C extends Columns, T extends boolean> {
  declare readonly columns: (columns: C) => C;
  declare readonly isTimed: T;
  readonly handle: Handle;

  constructor(handle: Handle) {
    this.handle = handle;
  }

  /** Gives the node that these rows come from its id in the document. Without one it is called by its type and a number. */
  uid(id: string): this {
    this.handle.node.uid = id;
    return this;
  }

  /** The rows for which the condition is true. */
  filter(where: Condition<C>, options: RejectionOptions = {}): DataStream<C, T> {
    return this.#derived('filter', { where: conditionText(where), ...rejectionKeys(options) });
  }

  /** These columns only. */
  select<N extends keyof C & string>(...names: readonly [N, ...N[]]): DataStream<Flat<Pick<C, N>>, T>;
  select<const S extends Selection>(
    columns: (col: ColumnOf<C>) => S,
    options?: RejectionOptions,
  ): DataStream<TypesOf<S>, T>;
  select(
    first: string | ((col: ColumnOf<C>) => Selection),
    ...rest: readonly (string | RejectionOptions | undefined)[]
  ): unknown {
    if (typeof first === 'function')
      return this.#computed('select', first(column), rest[0] as RejectionOptions | undefined);
    const names = [first, ...(rest as readonly string[])];
    return this.#computed('select', Object.fromEntries(names.map((name) => [name, column(name)])));
  }

  /** Flink's name for `select`: rows made from rows. */
  map<const S extends Selection>(
    columns: (col: ColumnOf<C>) => S,
    options?: RejectionOptions,
  ): DataStream<TypesOf<S>, T> {
    return this.select(columns, options);
  }

  /** The columns there are, and these. */
  extend<const S extends Selection>(
    columns: (col: ColumnOf<C>) => S,
    options?: RejectionOptions,
  ): DataStream<Extended<C, TypesOf<S>>, T> {
    return this.#computed('extend', columns(column), options);
  }

  /** These rows and those of the other streams, which have the same columns. */
  union(...others: readonly [DataStream<C, T>, ...DataStream<C, T>[]]): DataStream<C, T> {
    const inputs = [this.handle, ...others.map(({ handle }) => handle)];
    return this.#derived('union', {}, { inputs });
  }

  /** The same rows, apart by the values of some columns: what follows is done for each of them by itself. */
  keyBy<const K extends readonly [keyof C & string, ...(keyof C & string)[]]>(...key: K): KeyedStream<C, T, K[number]> {
    return new KeyedStream(this.handle, key);
  }

  /** Windows of all rows together; of rows without event time only those that do not follow it. */
  windowAll<W extends WindowTime>(
    assigner: WindowAssigner<T extends true ? W : Exclude<W, 'event'>> & WindowAssigner<W>,
  ): WindowedStream<C, T, never, W> {
    return new WindowedStream(this.handle, [], assigner);
  }

  /** The first rows of each window by an order, with their `rank`. Only of rows that come out of windows. */
  topN(
    this: DataStream<C & { readonly window_end: 'timestamp' }, T>,
    options: TopN<C>,
  ): DataStream<Extended<C, { rank: 'bigint' }>, true> {
    return derived(this.handle, 'top_n', topNKeys([], options));
  }

  /** Ends the rows in a sink. */
  sinkTo(sink: SinkSpec<C>): SinkHandle {
    return new SinkHandle(this.#sink({ role: 'sink', type: sink.type, keys: sink.keys }));
  }

  /** Keeps all rows in memory, for a program to look at when the pipeline has ended. */
  collect(): { readonly rows: readonly RowOf<C>[] } {
    const rows: RowOf<C>[] = [];
    this.forEach((row) => rows.push(row));
    return { rows };
  }

  /** Calls `take` with each row, in this thread. */
  forEach(take: (row: RowOf<C>) => void): SinkHandle {
    return this.forEachBatch((rows) => rows.forEach(take));
  }

  /** Calls `take` with the rows as they come, several at a time; how many says nothing. */
  forEachBatch(take: (rows: readonly RowOf<C>[]) => void): SinkHandle {
    const part = {
      role: 'sink',
      word: 'program',
      why: 'its rows are given to a function of the program',
      reads: { times: false, columns: null },
      take: (batch: Batch) =>
        0 < batch.length ? take(toRows(batch) as readonly Row[] as readonly RowOf<C>[]) : undefined,
    } as const;
    return new SinkHandle(this.#sink({ role: 'sink', type: 'discard', keys: {}, part }));
  }

  #sink(node: NewNode): GraphNode {
    return this.handle.graph.add({ ...node, inputs: [this.handle] });
  }

  #computed<D extends Columns>(type: string, selection: Selection, options: RejectionOptions = {}): DataStream<D, T> {
    const keys = { columns: selectionText(selection), ...rejectionKeys(options) };
    return this.#derived(type, keys, { claims: claimsIn(selection) });
  }

  #derived<D extends Columns>(type: string, keys: Record<string, Json>, rest: Partial<GraphNode> = {}) {
    return derived<D, T>(this.handle, type, keys, rest);
  }
}

/** The rows of a new operator behind `input`. */
export function derived<D extends Columns, T extends boolean>(
  input: Handle,
  type: string,
  keys: Record<string, Json>,
  rest: Partial<GraphNode> = {},
): DataStream<D, T> {
  const { graph } = input;
  const node = graph.add({ role: 'operator', type, inputs: [input], keys, ...rest });
  return new DataStream({ graph, node, output: 'main' });
}

/** A sink that was added. */
export class SinkHandle {
  readonly #node: GraphNode;

  constructor(node: GraphNode) {
    this.#node = node;
  }

  /** Gives the sink its id in the document. */
  uid(id: string): this {
    this.#node.uid = id;
    return this;
  }
}
