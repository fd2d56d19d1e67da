import type { MessageAnswer, PartitionAnswer } from 'kafkajs/src/cluster/index.js';
import type { FetchedPartition, KafkaEntry } from './client.ts';

/** What `answer` has from offset `from` on, without what was given up by those who wrote it. */
export function fetchedPartition(
  { partition, messages, abortedTransactions }: PartitionAnswer,
  from: number,
): FetchedPartition {
  const isSeen = committed(abortedTransactions ?? []);
  const entries: KafkaEntry[] = [];
  let next = from;
  for (const message of messages) {
    const { batchContext } = message;
    const offset = Number(message.offset);
    const last = batchContext ? Number(batchContext.firstOffset) + batchContext.lastOffsetDelta : offset;
    // Also where entries behind it are gone from the batch: they do not come any more.
    next = Math.max(next, last + 1);
    if (isSeen(message) && from <= offset) entries.push(entryOf(message, offset));
  }
  return { partition, entries, next };
}

function entryOf({ timestamp, key, value, headers }: MessageAnswer, offset: number): KafkaEntry {
  return { offset, timestamp: Number(timestamp), key, value, headers: headers ?? {} };
}

/** Tells of one entry after the other whether it is to be seen. */
function committed(aborted: NonNullable<PartitionAnswer['abortedTransactions']>): (message: MessageAnswer) => boolean {
  const waiting = [...aborted].sort((a, b) => Number(a.firstOffset) - Number(b.firstOffset));
  const open = new Set<string>();
  return ({ offset, isControlRecord, batchContext }) => {
    while (waiting[0] && Number(waiting[0].firstOffset) <= Number(offset)) open.add(waiting.shift()!.producerId);
    const producer = batchContext?.producerId ?? '';
    if (isControlRecord === true) {
      // It ends a transaction of its producer, which is among those that were given up or was never in here.
      open.delete(producer);
      return false;
    }
    return !(batchContext?.inTransaction === true && open.has(producer));
  };
}
