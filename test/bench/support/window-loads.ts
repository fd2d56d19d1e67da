import type { Batch } from '../../../engine/data/batch.ts';
import type { Column } from '../../../engine/data/column.ts';
import { Dictionary } from '../../../engine/data/dictionary.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { createWindow } from '../../../engine/operators/window.ts';
import { BoundedOutOfOrderness } from '../../../engine/time/watermarks.ts';
import type { WindowSpecification } from '../../support/operator-nodes.ts';
import { windowNode } from '../../support/operator-nodes.ts';

const BATCH_SIZE = 1024;
const DISORDER_MS = 2000;
const WINDOW_MS = 10_000;

const SCHEMA: Schema = [
  { name: 'key', type: 'string' },
  { name: 'number', type: 'bigint' },
  { name: 'value', type: 'double' },
];

const AGGREGATE: WindowSpecification['aggregate'] = {
  count: ['count_rows'],
  sum: ['sum', 'value'],
  min: ['min', 'value'],
  max: ['max', 'value'],
  avg: ['avg', 'value'],
};

/** What one measurement runs over: how many keys, how many rows a millisecond of event time, which key columns. */
export interface WindowLoad {
  readonly rows: number;
  readonly keys: number;
  readonly rowsPerMs: number;
  readonly key: readonly string[];
}

/** The loads that are compared; the first is the shape that the design was chosen by. */
export const WINDOW_LOADS: Readonly<Record<string, WindowLoad>> = {
  '1,000 keys, 100 rows a key and window': { rows: 4e6, keys: 1000, rowsPerMs: 10, key: ['key'] },
  '1,000 keys, 10 rows a key and window': { rows: 4e6, keys: 1000, rowsPerMs: 1, key: ['key'] },
  'a key of two columns': { rows: 4e6, keys: 1000, rowsPerMs: 10, key: ['key', 'number'] },
  'no key': { rows: 4e6, keys: 1000, rowsPerMs: 10, key: [] },
  '1,000,000 keys': { rows: 4e6, keys: 1e6, rowsPerMs: 200, key: ['key'] },
};

/** Nanoseconds a row that a keyed 10 s tumbling window with five aggregates takes on this thread, rows up to 2 s out of order. */
export function measureWindow(load: WindowLoad): number {
  const batches = makeBatches(load);
  const node = windowNode(SCHEMA, { sizeMs: WINDOW_MS, key: load.key, aggregate: AGGREGATE });
  let results = 0;
  const operator = createWindow(node, SCHEMA, {
    output: { receive: (batch) => (results += batch.length) },
    late: null,
    counters: { late: 0 },
    reject: (_batch, _row, reason) => {
      throw new Error(reason);
    },
  });
  const start = performance.now();
  for (const batch of batches) operator.receive(batch);
  const elapsedMs = performance.now() - start;
  if (results === 0) throw new Error('no window fired');
  return (elapsedMs * 1e6) / load.rows;
}

function makeBatches({ rows, keys, rowsPerMs }: WindowLoad): Batch[] {
  const dictionary = new Dictionary();
  for (let key = 0; key < keys; key++) dictionary.intern(`key-${key}`);
  const source = new BoundedOutOfOrderness(DISORDER_MS);
  const random = randomNumbers(42);
  return Array.from({ length: Math.ceil(rows / BATCH_SIZE) }, (_, n) => {
    const times = new Float64Array(BATCH_SIZE);
    const texts = new Int32Array(BATCH_SIZE);
    const values = new Float64Array(BATCH_SIZE);
    for (let i = 0; i < BATCH_SIZE; i++) {
      times[i] = Math.floor((n * BATCH_SIZE + i) / rowsPerMs - random() * DISORDER_MS);
      texts[i] = Math.floor(random() * keys);
      values[i] = random() * 100;
    }
    return source.stamp(toBatch({ texts, values, dictionary }), times);
  });
}

function toBatch(arrays: { texts: Int32Array; values: Float64Array; dictionary: Dictionary }): Batch {
  const { texts, values, dictionary } = arrays;
  const columns: Column[] = [
    { type: 'string', values: texts, nulls: null, dictionary },
    { type: 'bigint', values: Float64Array.from(texts), nulls: null },
    { type: 'double', values, nulls: null },
  ];
  const none = { eventTimes: null, watermarksBefore: -Infinity, watermark: -Infinity, origin: null };
  return { schema: SCHEMA, length: BATCH_SIZE, columns, ...none };
}

/** Numbers from 0 to 1, the same for the same seed: a linear congruential generator is random enough to spread keys. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
