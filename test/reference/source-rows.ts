import type { SourceText } from './document.ts';
import { cast } from './sql/cast.ts';
import { readTimestamp } from './sql/timestamp-text.ts';
import { exact, moment, Rejected } from './value.ts';
import type { Columns, Row, Type, Value } from './value.ts';

/** One line of an NDJSON file: the JSON text of each of its fields, or a line that is no JSON object. */
export type Line = Readonly<Record<string, string>> | string;

/** The text of a line as it stands in the file. */
export function lineText(line: Line): string {
  if (typeof line === 'string') return line;
  return `{${Object.entries(line)
    .map(([name, value]) => `${JSON.stringify(name)}:${value}`)
    .join(',')}}`;
}

/** The line that `text` is: its fields are flat, or lists and objects that no column wants. */
export function readLine(text: string): Line {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return text;
  } catch {
    return text;
  }
  const fields = text.matchAll(/("(?:[^"\\]|\\.)*")\s*:\s*("(?:[^"\\]|\\.)*"|\[[^\]]*\]|\{[^}]*\}|[^\s,}]+)/g);
  return Object.fromEntries([...fields].map(([, name, value]) => [JSON.parse(name!) as string, value!]));
}

/** The columns of a source. */
export function columnsOf(source: SourceText): Columns {
  return new Map(
    Object.entries(source.schema).map(([name, each]) => [name, typeof each === 'string' ? each : each.type]),
  );
}

/** The row of `line`; throws Rejected where it is none. */
export function readRow(line: Line, source: SourceText): Row {
  if (typeof line === 'string') throw new Rejected('not a JSON object');
  const values = new Map(
    Object.entries(source.schema).map(([name, each]) => {
      const { type, from } = typeof each === 'string' ? { type: each, from: name } : each;
      return [name, readCell(line[from] ?? 'null', type)];
    }),
  );
  const column = source.event_time?.column;
  if (column === undefined) return { values, time: null };
  const time = values.get(column) as Date | null;
  return { values, time: time === null ? null : time.getTime() };
}

function readCell(text: string, type: Type): Value {
  if (text === 'null') return null;
  // Not JSON, but many programs write it.
  if (/^(NaN|-?Infinity)$/.test(text) && type === 'double') return null;
  if (type === 'bigint') return readBigint(text);
  const value = JSON.parse(text) as unknown;
  if (type === 'double' && typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (type === 'timestamp' && typeof value === 'number') return moment(Number(cast(text, 'bigint')));
  if (type === 'timestamp' && typeof value === 'string') return orReject(readTimestamp(value));
  if (type === typeof value) return value as Value;
  throw new Rejected(`${text} is no ${type}`);
}

/** By its digits: JSON.parse would round. */
function readBigint(text: string): Value {
  if (!/^-?\d/.test(text)) throw new Rejected(`${text} is no bigint`);
  return exact(cast(text, 'bigint') as bigint);
}

function orReject<T>(value: T | null): T {
  if (value === null) throw new Rejected('no timestamp');
  return value;
}
