import { BatchArrays } from '../data/batch-arrays.ts';
import type { Batch } from '../data/batch.ts';
import { takeRows } from '../data/batch.ts';
import type { NumberColumn } from '../data/column.ts';
import { columnIndex } from '../data/types.ts';
import type { SourceNode } from '../document/plan.ts';
import type { Watermarks } from '../time/recorded-watermarks.ts';
import { RecordedWatermarks } from '../time/recorded-watermarks.ts';
import { BoundedOutOfOrderness } from '../time/watermarks.ts';
import { withoutTime } from '../time/without-time.ts';
import type { Rejections } from './rejections.ts';

/**
 * What gives a source's batches their event times and watermarks, in the order of their rows. A row without a time
 * is rejected (contract, section 3). Without `event_time` batches pass as they are. `areTimesRead`: whether anybody looks at the watermarks
 * before rows; asked at each batch.
 */
export function eventTimeStamp(
  node: SourceNode,
  rejections: Rejections,
  { watermarks = sourceWatermarks(node), isKept = (): boolean => true, areTimesRead = (): boolean => true } = {},
): (batch: Batch) => Batch {
  const { eventTime } = node.source;
  if (!eventTime) return (batch) => batch;
  const arrays = new BatchArrays(isKept);
  const offsetMs = eventTime.offsetMs ?? 0;
  const column = columnIndex(node.schema, eventTime.column);
  return (batch) => {
    const timed = withTimes(batch, column, (row) => {
      rejections.rejectComputed(batch, row, withoutTime(eventTime.column));
    });
    const { values } = timed.columns[column] as NumberColumn;
    const times = offsetMs === 0 ? values : values.map((value) => value + offsetMs);
    if (watermarks.pass && !areTimesRead()) return watermarks.pass(timed, times);
    arrays.begin();
    return watermarks.stamp(timed, times, arrays);
  };
}

function withTimes(batch: Batch, column: number, reject: (row: number) => void): Batch {
  const { nulls } = batch.columns[column]!;
  if (!nulls) return batch;
  const kept = new Int32Array(batch.length);
  let count = 0;
  for (let row = 0; row < batch.length; row++) {
    if (nulls[row] === 1) reject(row);
    else kept[count++] = row;
  }
  return count === batch.length ? batch : takeRows(batch, kept, count);
}

/** The watermark of the rows of `node`, before the first of them. */
export function sourceWatermarks({ source: { eventTime } }: SourceNode): Watermarks {
  const outOfOrdernessMs = eventTime?.outOfOrdernessMs ?? 0;
  const watermark = eventTime?.watermark ?? -Infinity;
  if (eventTime?.moves) return new RecordedWatermarks({ outOfOrdernessMs, watermark }, eventTime.moves);
  return new BoundedOutOfOrderness(outOfOrdernessMs, watermark);
}
