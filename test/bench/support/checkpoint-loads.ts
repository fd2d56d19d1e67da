import type { Batch } from '../../../engine/data/batch.ts';
import { Dictionary } from '../../../engine/data/dictionary.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { createDeduplicate } from '../../../engine/operators/deduplicate.ts';
import { createIntervalJoin } from '../../../engine/operators/interval-join.ts';
import { createLag } from '../../../engine/operators/lag.ts';
import type { OperatorContext, Receiver } from '../../../engine/operators/operator.ts';
import { createWindow } from '../../../engine/operators/window.ts';
import type { Stateful } from '../../../engine/state/snapshot.ts';
import { lagNode } from '../../support/keyed-nodes.ts';
import { operatorNode, windowNode } from '../../support/operator-nodes.ts';

const BATCH_SIZE = 1024;

const SCHEMA: Schema = [
  { name: 'key', type: 'string' },
  { name: 'value', type: 'double' },
];
const AGGREGATE = { count: ['count_rows'], sum: ['sum', 'value'], max: ['max', 'value'] } as const;
const KEPT = {
  distinct: ['count_distinct', 'value'],
  high: ['percentile', 'value', 0.9],
  rate: ['rate', 'value'],
} as const;
const HOUR_MS = 3_600_000;
const MANY = 1_000_000;

/** An operator with a string key, empty, that keeps something of each key. */
export interface Load {
  readonly name: string;
  readonly keys: number;
  /** So many batches at most go on while a checkpoint is written: few or none where the state grows with each row. */
  readonly batchesBetween: number;
  create(): Receiver & Stateful;
}

const CONTEXT: OperatorContext = {
  output: { receive: () => undefined },
  late: null,
  counters: { late: 0 },
  reject: (_batch, _row, reason) => {
    throw new Error(reason);
  },
};

/** An open window with three aggregates. */
export const WINDOW: Load = {
  name: 'window, three aggregates',
  keys: MANY,
  batchesBetween: Infinity,
  create: () =>
    createWindow(windowNode(SCHEMA, { sizeMs: HOUR_MS, key: ['key'], aggregate: AGGREGATE }), SCHEMA, CONTEXT),
};

/** The same of aggregates that keep values, each in objects of its own: so of fewer keys. */
const VALUES: Load = {
  name: 'window, distinct values, percentile, rate',
  keys: 200_000,
  batchesBetween: 50,
  create: () => createWindow(windowNode(SCHEMA, { sizeMs: HOUR_MS, key: ['key'], aggregate: KEPT }), SCHEMA, CONTEXT),
};

const SESSIONS: Load = {
  name: 'sessions, three aggregates',
  keys: MANY,
  batchesBetween: Infinity,
  create: () => {
    const node = windowNode(SCHEMA, {
      window: { type: 'session', gapMs: HOUR_MS },
      key: ['key'],
      aggregate: AGGREGATE,
    });
    return createWindow(node, SCHEMA, CONTEXT);
  },
};

const LAG: Load = {
  name: 'lag, three calls',
  keys: MANY,
  batchesBetween: Infinity,
  create: () =>
    createLag(
      lagNode(SCHEMA, ['key'], { a: 'lag(value, 3)', b: 'delta(value)', c: 'ewma(value, 0.2)' }),
      SCHEMA,
      CONTEXT,
    ),
};

const DEDUPLICATE: Load = {
  name: 'deduplicate with a ttl',
  keys: MANY,
  batchesBetween: Infinity,
  create: () =>
    createDeduplicate(
      operatorNode({ type: 'deduplicate', key: [0], on: [1], ttlMs: HOUR_MS }, SCHEMA),
      SCHEMA,
      CONTEXT,
    ),
};

/** All rows come by its left input. */
const JOIN: Load = {
  name: 'interval join, a row of each key',
  keys: MANY,
  batchesBetween: 0,
  create: () => {
    const both = [...SCHEMA, ...SCHEMA.map(({ name, type }) => ({ name: `${name}2`, type }))];
    const options = {
      type: 'interval_join',
      on: [{ left: 0, right: 0 }],
      lowerMs: -HOUR_MS,
      upperMs: HOUR_MS,
    } as const;
    const { inputs, state } = createIntervalJoin(operatorNode(options, both), [SCHEMA, SCHEMA], {
      ...CONTEXT,
      lateRight: null,
    });
    return {
      receive: (batch) => inputs[0]!.receive(batch),
      snapshot: () => state!.snapshot(),
      restore: (...saved) => state!.restore(...saved),
    };
  },
};

/** The operators that keep something of every key. */
export const LOADS: readonly Load[] = [WINDOW, VALUES, SESSIONS, LAG, DEDUPLICATE, JOIN];

/** Rows that bring each of `keys` keys once, in an order that is none of theirs: as a source gives them, in dictionaries that end. */
export function* batchesOf(keys: number): Generator<Batch> {
  // A step that has no divisor in common with any of the counts of keys that are measured.
  const step = 7919;
  let dictionary = new Dictionary();
  for (let from = 0; from < keys; from += BATCH_SIZE) {
    const length = Math.min(BATCH_SIZE, keys - from);
    if (65_536 <= dictionary.size) dictionary = new Dictionary();
    const texts = new Int32Array(length);
    const values = new Float64Array(length);
    for (let i = 0; i < length; i++) {
      const key = ((from + i) * step) % keys;
      texts[i] = dictionary.intern(`device-${key}`);
      values[i] = key / 8;
    }
    yield {
      schema: SCHEMA,
      length,
      columns: [
        { type: 'string', values: texts, nulls: null, dictionary },
        { type: 'double', values, nulls: null },
      ],
      eventTimes: new Float64Array(length).fill(1000),
      watermarksBefore: 0,
      watermark: 0,
      origin: null,
    };
  }
}
