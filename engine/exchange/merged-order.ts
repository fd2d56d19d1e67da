import type { Batch } from '../data/batch.ts';
import { watermarksPassed } from '../data/batch.ts';

/** Where the rows of several streams go. */
export interface MergedOrder {
  /** For each batch that has rows, stream after stream: the place of each of its rows. */
  readonly places: readonly Int32Array[];
  /** In the merged order; one number where it is the same for all. */
  readonly watermarksBefore: Float64Array | number;
}

/** The rows of one stream, of which `row` of `batches[batch]` is next. */
interface Head {
  readonly batches: readonly Batch[];
  readonly places: readonly Int32Array[];
  batch: number;
  row: number;
  /** The watermark before the next row; +Infinity where there is none, which no row has. */
  watermark: number;
}

/** The order of the watermarks before the rows; of streams that are equal in this, the first one goes first. */
export function mergedOrder(streams: readonly (readonly Batch[])[]): MergedOrder {
  const heads = streams.map((each): Head => {
    const batches = each.filter(({ length }) => 0 < length);
    const head = {
      batches,
      places: batches.map(({ length }) => new Int32Array(length)),
      batch: 0,
      row: 0,
      watermark: 0,
    };
    head.watermark = watermarkOf(head);
    return head;
  });
  const length = streams.flat().reduce((total, batch) => total + batch.length, 0);
  const watermarksBefore = new Float64Array(length);
  for (let at = 0; at < length;) {
    const next = earliest(heads);
    at = take(heads[next]!, limitOf(heads, next), { at, watermarksBefore });
  }
  const isConstant = 0 < length && watermarksBefore[0] === watermarksBefore[length - 1];
  return {
    places: heads.flatMap(({ places }) => places),
    watermarksBefore: isConstant ? watermarksBefore[0]! : watermarksBefore,
  };
}

/** All watermarks that come with the batches of one stream, in ascending order; undefined where none of them says more than its rows do. */
export function streamWatermarks(batches: readonly Batch[]): Float64Array | undefined {
  const lists = batches.map(watermarksPassed);
  if (batches.length < 2) return lists[0];
  const all = new Float64Array(lists.reduce((total, list) => total + (list?.length ?? 0) + 2, 0));
  let count = 0;
  const add = (watermark: number): void => {
    if (count === 0 || all[count - 1]! < watermark) all[count++] = watermark;
  };
  batches.forEach(({ watermarksBefore, watermark, length }, i) => {
    // Without rows, the watermark before them may be the one after them.
    if (typeof watermarksBefore === 'number' && 0 < length) add(watermarksBefore);
    lists[i]?.forEach(add);
    add(watermark);
  });
  return all.subarray(0, count);
}

function earliest(heads: readonly Head[]): number {
  let found = 0;
  for (let i = 1; i < heads.length; i++) if (heads[i]!.watermark < heads[found]!.watermark) found = i;
  return found;
}

/** Up to which watermark stream `next` goes on before another one's turn comes, and whether also at it: the first of equals goes first. */
function limitOf(heads: readonly Head[], next: number): { readonly watermark: number; readonly isIncluded: boolean } {
  let limit = -1;
  for (let i = 0; i < heads.length; i++) {
    if (i !== next && (limit < 0 || heads[i]!.watermark < heads[limit]!.watermark)) limit = i;
  }
  return { watermark: heads[limit]?.watermark ?? Infinity, isIncluded: next < limit };
}

function take(
  head: Head,
  { watermark, isIncluded }: ReturnType<typeof limitOf>,
  to: { readonly at: number; readonly watermarksBefore: Float64Array },
): number {
  let { at } = to;
  do {
    head.places[head.batch]![head.row] = at;
    to.watermarksBefore[at++] = head.watermark;
    if (++head.row === head.batches[head.batch]!.length) {
      head.batch++;
      head.row = 0;
    }
    head.watermark = watermarkOf(head);
  } while (head.watermark < watermark || (isIncluded && head.watermark === watermark && watermark < Infinity));
  return at;
}

function watermarkOf({ batches, batch, row }: Pick<Head, 'batches' | 'batch' | 'row'>): number {
  if (batch === batches.length) return Infinity;
  const { watermarksBefore } = batches[batch]!;
  return typeof watermarksBefore === 'number' ? watermarksBefore : watermarksBefore[row]!;
}
