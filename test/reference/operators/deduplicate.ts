import { durationMs } from '../document.ts';
import { isSame, keyText } from '../value.ts';
import type { Row } from '../value.ts';
import type { Operator, Surroundings } from './operator.ts';

/** What is known of the rows of one key. */
interface Known {
  /** The row before, by arrival. */
  readonly before: Row;
  readonly latest: number;
  /** Its ttl begins to count again once the watermark is as far. */
  readonly forgetAt: number;
}

/** Rows that do not repeat the row of their key before. */
export function deduplicate({ text, inputs, give }: Surroundings): Operator {
  const ttlMs = text.ttl === undefined ? Infinity : durationMs(text.ttl);
  const on = (text.on ?? []) as readonly string[];
  const known = new Map<string, Known>();
  return {
    columns: inputs[0]!,
    take(row, watermark) {
      const key = keyText(row, text.key ?? []);
      const time = row.time ?? 0;
      const found = known.get(key);
      const is = found !== undefined && watermark < found.forgetAt ? found : undefined;
      const isFirst = is === undefined || is.latest + ttlMs <= time;
      const repeats = on.every((name) => is && isSame(is.before.values.get(name)!, row.values.get(name)!));
      if (isFirst || !repeats) give(row);
      const latest = is === undefined ? time : Math.max(is.latest, time);
      known.set(key, { before: row, latest, forgetAt: Math.max(latest, watermark) + 2 * ttlMs });
    },
    advance() {},
  };
}
