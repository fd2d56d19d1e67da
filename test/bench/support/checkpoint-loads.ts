import type { Batch } from '../../../engine/data/batch.ts';
import { Dictionary } from '../../../engine/data/dictionary.ts';
import type { Schema } from '../../../engine/data/types.ts';
import type { StatefulReceiver } from '../../../engine/operators/operator.ts';
import { createWindow } from '../../../engine/operators/window.ts';
import type { Stateful } from '../../../engine/state/snapshot.ts';
import { windowNode } from '../../support/operator-nodes.ts';

const BATCH_SIZE = 1024;

const SCHEMA: Schema = [
  { name: 'key', type: 'string' },
  { name: 'value', type: 'double' },
];

const WINDOW = windowNode(SCHEMA, {
  sizeMs: 3_600_000,
  key: ['key'],
  aggregate: { count: ['count_rows'], sum: ['sum', 'value'], max: ['max', 'value'] },
});

/** An open window over a string key with three aggregates, empty. */
export function createLoad(): StatefulReceiver & Stateful {
  return createWindow(WINDOW, SCHEMA, {
    output: { receive: () => undefined },
    late: null,
    counters: { late: 0 },
    reject: (_batch, _row, reason) => {
      throw new Error(reason);
    },
  });
}

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
