import type { Batch } from '../../../engine/data/batch.ts';
import type { NumberColumn, StringColumn } from '../../../engine/data/column.ts';
import { columnIndex } from '../../../engine/data/types.ts';
import { keyNumber } from './objects.ts';
import type { Outcome, Work } from './work.ts';
import { PairOutcome, WindowOutcome } from './work.ts';

/** What takes the results of `work` in, column by column. */
export function endOf(work: Work): { readonly outcome: Outcome; take(batch: Batch): void } {
  switch (work) {
    case 'A':
    case 'E':
      return windowEnd();
    case 'B':
      return keyEnd('load');
    case 'C':
      return rankEnd();
    case 'D':
      return keyEnd('average');
  }
}

function windowEnd() {
  const found = new WindowOutcome();
  return {
    get outcome() {
      return found.outcome;
    },
    take(batch: Batch): void {
      if (batch.length === 0) return;
      const key = keysOf(batch);
      const [end, count, sum] = (['window_end', 'count', 'sum'] as const).map((name) => numbersOf(batch, name));
      const [min, max, avg] = (['min', 'max', 'avg'] as const).map((name) => numbersOf(batch, name));
      for (let i = 0; i < batch.length; i++) {
        const values = { count: count![i]!, sum: sum![i]!, min: min![i]!, max: max![i]!, avg: avg![i]! };
        found.add(key[i]!, end![i]!, values);
      }
    },
  };
}

/** B and D: keys and a value of each. */
function keyEnd(name: string) {
  const found = new PairOutcome();
  return {
    get outcome() {
      return found.outcome;
    },
    take(batch: Batch): void {
      if (batch.length === 0) return;
      const weights = keysOf(batch);
      const values = numbersOf(batch, name);
      for (let i = 0; i < batch.length; i++) found.add(weights[i]!, values[i]!);
    },
  };
}

/** C: ranks and counts. */
function rankEnd() {
  const found = new PairOutcome();
  return {
    get outcome() {
      return found.outcome;
    },
    take(batch: Batch): void {
      if (batch.length === 0) return;
      const weights = numbersOf(batch, 'rank');
      const values = numbersOf(batch, 'n');
      for (let i = 0; i < batch.length; i++) found.add(weights[i]!, values[i]!);
    },
  };
}

function numbersOf(batch: Batch, name: string): Float64Array {
  return (batch.columns[columnIndex(batch.schema, name)] as NumberColumn).values;
}

/** The numbers of the keys in the column `key`, whose dictionary may be the operator's own; void once it is asked again. */
function keysOf({ schema, columns, length }: Batch): Int32Array {
  const { values, dictionary } = columns[columnIndex(schema, 'key')] as StringColumn;
  let known = keysOfDictionaries.get(dictionary);
  if (known?.length !== dictionary.size) keysOfDictionaries.set(dictionary, (known = keysIn(dictionary)));
  if (inOrder.has(known)) return values;
  if (keys.length < length) keys = new Int32Array(length);
  for (let i = 0; i < length; i++) keys[i] = known[values[i]!]!;
  return keys;
}

function keysIn(dictionary: StringColumn['dictionary']): Int32Array {
  const known = Int32Array.from({ length: dictionary.size }, (_, id) => keyNumber(dictionary.text(id)));
  if (known.every((key, id) => key === id)) inOrder.add(known);
  return known;
}

let keys = new Int32Array(0);
const keysOfDictionaries = new WeakMap<StringColumn['dictionary'], Int32Array>();
/** Those whose keys have their own numbers, as in the rows that come in. */
const inOrder = new WeakSet<Int32Array>();
