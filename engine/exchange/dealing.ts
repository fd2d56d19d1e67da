import type { Batch } from '../data/batch.ts';
import { KEY_GROUPS, keyGroupsOf, subtaskOf } from '../state/key-groups.ts';

/** The rows of a batch by the subtask that has their key: those of subtask i are `rows` from `starts[i]` to before `starts[i + 1]`. */
export interface Dealt {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

/** Deals rows to `parallelism` subtasks by the key group of their key, the columns at `places`. Rows of one subtask keep their order. */
export class Dealing {
  readonly #places: readonly number[];
  readonly #subtasks = new Uint8Array(KEY_GROUPS);
  readonly #parallelism: number;
  #groups = new Uint8Array(0);

  constructor(places: readonly number[], parallelism: number) {
    this.#places = places;
    this.#parallelism = parallelism;
    for (let group = 0; group < KEY_GROUPS; group++) this.#subtasks[group] = subtaskOf(group, parallelism);
  }

  deal(batch: Batch): Dealt {
    const { length } = batch;
    if (this.#groups.length < length) this.#groups = new Uint8Array(length);
    const groups = this.#groups;
    const columns = this.#places.map((place) => batch.columns[place]!);
    keyGroupsOf(columns, length, groups);
    const starts = new Int32Array(this.#parallelism + 1);
    for (let row = 0; row < length; row++) {
      groups[row] = this.#subtasks[groups[row]!]!;
      starts[groups[row]! + 1]!++;
    }
    for (let subtask = 0; subtask < this.#parallelism; subtask++) starts[subtask + 1]! += starts[subtask]!;
    const next = starts.slice();
    const rows = new Int32Array(length);
    for (let row = 0; row < length; row++) rows[next[groups[row]!]!++] = row;
    return { rows, starts };
  }
}
