import type { Batch } from '../data/batch.ts';
import { watermarksPassed, withPassed } from '../data/batch.ts';
import type { Dealt } from './dealing.ts';

/** One batch of an edge on its way to other threads: dealt to them, or whole for the only one. */
export interface OutgoingBatch {
  readonly batch: Batch;
  readonly dealt: Dealt | null;
}

/** Batches of one edge that follow each other and can be packed as one, or the word that the edge is idle. */
export type Outgoing =
  | { readonly edge: number; readonly kind: 'idle' }
  | {
      readonly edge: number;
      readonly kind: 'rows';
      readonly batches: readonly OutgoingBatch[];
      /** Of its batches one that has rows, if any has. */
      readonly sample: Batch;
      /** All watermarks that come with its batches, in ascending order; none where those before the first row and after the last are all. */
      readonly passed: Float64Array;
    };

/** What is on its way to other threads, in order. Batches wait here as they are: nobody changes a batch, so nothing is copied. */
export class OutgoingQueue {
  #items: Outgoing[] = [];
  #edge = -1;
  #batches: OutgoingBatch[] = [];
  #sample: Batch | null = null;

  get isEmpty(): boolean {
    return this.#items.length === 0 && this.#batches.length === 0;
  }

  add(edge: number, batch: Batch, dealt: Dealt | null): void {
    if (edge !== this.#edge || !this.#fits(batch)) this.#close();
    this.#edge = edge;
    this.#batches.push({ batch: withOwnPassed(batch), dealt });
    if (0 < batch.length) this.#sample = batch;
  }

  idle(edge: number): void {
    this.#close();
    this.#items.push({ edge, kind: 'idle' });
  }

  /** All that is waiting; nothing is, afterwards. */
  take(): readonly Outgoing[] {
    this.#close();
    const items = this.#items;
    this.#items = [];
    return items;
  }

  #close(): void {
    const batches = this.#batches;
    if (batches.length === 0) return;
    const sample = this.#sample ?? batches[0]!.batch;
    this.#items.push({ edge: this.#edge, kind: 'rows', batches, sample, passed: allPassed(batches) });
    this.#batches = [];
    this.#sample = null;
  }

  /** Whether the rows of `batch` have their strings, their times and their places where those before it have theirs. */
  #fits(batch: Batch): boolean {
    const sample = this.#sample;
    if (sample === null || batch.length === 0) return true;
    if (sample.origin?.file !== batch.origin?.file) return false;
    if ((sample.eventTimes === null) !== (batch.eventTimes === null)) return false;
    return sample.columns.every((column, c) => {
      const other = batch.columns[c]!;
      return column.type !== 'string' || (other.type === 'string' && column.dictionary === other.dictionary);
    });
  }
}

/** `batch` with a copy of the watermarks that come with it (`Batch.watermarksPassed`). */
function withOwnPassed(batch: Batch): Batch {
  return batch.watermarksPassed === undefined ? batch : withPassed(batch, batch.watermarksPassed.slice());
}

function allPassed(batches: readonly OutgoingBatch[]): Float64Array {
  if (isPlain(batches)) return new Float64Array(0);
  const lists = batches.map(({ batch }) => watermarksPassed(batch));
  const most = lists.reduce((total, list) => total + (list?.length ?? 0) + 2, 0);
  const passed = new Float64Array(most);
  let count = 0;
  let last = -Infinity;
  const add = (watermark: number): void => {
    if (watermark <= last) return;
    last = watermark;
    passed[count++] = watermark;
  };
  batches.forEach(({ batch }, i) => {
    const list = lists[i];
    // Without rows, the watermark before them may be the one after them.
    if (typeof batch.watermarksBefore === 'number' && 0 < batch.length) add(batch.watermarksBefore);
    if (list !== undefined) for (let each = 0; each < list.length; each++) add(list[each]!);
    add(batch.watermark);
  });
  return passed.subarray(0, count);
}

/** Whether nothing is between the watermark before all rows and the one after them. */
function isPlain(batches: readonly OutgoingBatch[]): boolean {
  const { watermarksBefore, watermarksPassed: passed } = batches[0]!.batch;
  return batches.length === 1 && typeof watermarksBefore === 'number' && passed === undefined;
}
