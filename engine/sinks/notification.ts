import type { Batch } from '../data/batch.ts';
import { valueAt } from '../data/rows.ts';
import { formatTimestamp } from '../data/timestamps.ts';
import type { ColumnType, Schema, Value } from '../data/types.ts';
import { columnIndex } from '../data/types.ts';
import type { NotificationSinkOptions, Template } from '../document/plan.ts';
import { createDiscardSink } from './discard.ts';
import type { Notices } from './notices.ts';
import type { Sink, SinkContext } from './sink.ts';

/** Characters of a title or a body: no desktop shows more. */
const TEXT_LENGTH_MAX = 500;

/** What stands for a null. */
const NOTHING = '–';

/** A sink that tells a person of its rows (contract, section 8). It never makes anybody wait: rows that come too close together are counted. */
export function createNotificationSink(
  { title, body, everyMs }: NotificationSinkOptions,
  schema: Schema,
  { id, clock, notices }: SinkContext & { readonly notices: Notices },
): Sink {
  const titleOf = filler(title, schema);
  const bodyOf = body === null ? () => '' : filler(body, schema);
  let nextAt = -Infinity;
  let leftOut = 0;
  return {
    ...createDiscardSink(),
    receive(batch) {
      for (let row = 0; row < batch.length; row++) {
        const now = clock.monotonic();
        if (now < nextAt || notices.isFull) {
          leftOut++;
          continue;
        }
        nextAt = now + everyMs;
        const at = batch.eventTimes === null ? clock.now() : batch.eventTimes[row]!;
        notices.put({ node: id, at, title: titleOf(batch, row), body: bodyOf(batch, row), leftOut });
        leftOut = 0;
      }
    },
    // The last rows of a pipeline that ends are told, too.
    finish: () => Promise.resolve(notices.flush()),
  };
}

/** What `template` says of a row. */
function filler({ texts, columns }: Template, schema: Schema): (batch: Batch, row: number) => string {
  const indices = columns.map((name) => columnIndex(schema, name));
  return (batch, row) => {
    const values = indices.map((index) => shown(valueAt(batch.columns[index]!, row), schema[index]!.type));
    const text = texts.map((each, i) => each + (values[i] ?? '')).join('');
    return text.length <= TEXT_LENGTH_MAX ? text : `${text.slice(0, TEXT_LENGTH_MAX - 1)}…`;
  };
}

function shown(value: Value, type: ColumnType): string {
  if (value === null) return NOTHING;
  if (type === 'timestamp') return formatTimestamp(value as number);
  return type === 'double' ? readable(value as number) : String(value);
}

/** Three decimals, or three digits of what is smaller than one: what a person reads at a glance. */
function readable(value: number): string {
  return String(Number(Math.abs(value) < 1 ? value.toPrecision(3) : value.toFixed(3)));
}
