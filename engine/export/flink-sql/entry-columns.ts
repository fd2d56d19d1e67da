import type { ColumnType } from '../../data/types.ts';
import type { FileColumn } from '../../document/plan.ts';
import { literal } from './text.ts';
import { epochMs } from './times.ts';

const HEADERS = '$headers.';

/** How the key of an entry of Kafka is a column: as text. */
export const KEY_OPTIONS = ["'key.format' = 'raw'", "'key.fields' = '$key'", "'value.fields-include' = 'EXCEPT_KEY'"];
/** What of an entry is a column of its table, with names that no field of JSON is found at. */
export const DECLARED = {
  $key: '`$key` STRING',
  $partition: "`$partition` INT METADATA FROM 'partition' VIRTUAL",
  $offset: "`$offset` BIGINT METADATA FROM 'offset' VIRTUAL",
  $timestamp: "`$timestamp` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp'",
  $headers: "`$headers` MAP<STRING, BYTES> METADATA FROM 'headers'",
} as const;

/** What of an entry a column is, as its table declares that; null where it is a field of the value. */
export function entryPart(from: string): keyof typeof DECLARED | null {
  if (from.startsWith(HEADERS)) return '$headers';
  return Object.hasOwn(DECLARED, from) ? (from as keyof typeof DECLARED) : null;
}

/** The value of a column that is no field of the value of its entry, as its type. */
export function entryValue({ from, type }: FileColumn): string {
  if (from.startsWith(HEADERS)) return `DECODE(\`$headers\`[${literal(from.slice(HEADERS.length))}], 'UTF-8')`;
  if (from === '$timestamp') return timeAs(type);
  if (from === '$key') return '`$key`';
  return `CAST(\`${from}\` AS ${type === 'double' ? 'DOUBLE' : 'BIGINT'})`;
}

function timeAs(type: ColumnType): string {
  const time = 'CAST(`$timestamp` AS TIMESTAMP(3))';
  return type === 'timestamp' ? time : epochMs(time);
}
