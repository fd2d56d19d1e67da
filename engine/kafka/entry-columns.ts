import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { KafkaEntry } from './client.ts';
import { decodeUtf8 } from '../files/string-interner.ts';

/** What of an entry beside its value can be a column, and of which types. */
export const ENTRY_COLUMNS = {
  $key: ['string'],
  $partition: ['bigint', 'double'],
  $offset: ['bigint', 'double'],
  $timestamp: ['timestamp', 'bigint'],
} as const;

/** What a column of a header is found by, before its name. */
export const HEADER_PREFIX = '$headers.';

/** Whether a column that is found at `from` is no field of the value. */
export function isEntryColumn(from: string): boolean {
  return Object.hasOwn(ENTRY_COLUMNS, from) || from.startsWith(HEADER_PREFIX);
}

/** Appends what is at `from` of an entry to `column`; false where it is text that is not UTF-8. */
export function appendEntry(column: ColumnBuilder, from: string, entry: KafkaEntry, partition: number): boolean {
  switch (from) {
    case '$partition':
      column.appendNumber(partition);
      return true;
    case '$offset':
      column.appendNumber(entry.offset);
      return true;
    case '$timestamp':
      if (entry.timestamp < 0) column.appendNull();
      else column.appendNumber(entry.timestamp);
      return true;
    case '$key':
      return appendText(column, entry.key);
    default:
      return appendText(column, headerOf(entry, from.slice(HEADER_PREFIX.length)));
  }
}

/** The last of that name, as others read it. */
function headerOf({ headers }: KafkaEntry, name: string): Buffer | null {
  const found = Object.hasOwn(headers, name) ? headers[name] : null;
  return Buffer.isBuffer(found) ? found : ((found as readonly Buffer[] | null)?.at(-1) ?? null);
}

function appendText(column: ColumnBuilder, bytes: Buffer | null): boolean {
  const text = bytes && decodeUtf8(bytes, 0, bytes.length);
  if (text === null) column.appendNull();
  else column.appendString(text);
  return bytes === null || text !== null;
}
