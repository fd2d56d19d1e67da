import type { ColumnType } from '../../data/types.ts';

/** A name of a table, view or column in SQL: always in backticks, as many usual names are reserved words there. */
export function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** A text in SQL. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The type of a column inside the statements. Times are those of UTC, without a zone. */
export const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  string: 'STRING',
  double: 'DOUBLE',
  bigint: 'BIGINT',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMP(3)',
};

/** `name`, or with as many `_` behind it as make it differ from all of `taken`. */
export function unusedName(name: string, taken: { has(name: string): boolean }): string {
  let free = name;
  while (taken.has(free)) free += '_';
  return free;
}

/** The lines of a list in SQL, one item each. */
export function lines(items: readonly string[]): string {
  return items.map((item) => `  ${item}`).join(',\n');
}

const SECOND = 1000;
const UNITS = [
  ['DAY', 86_400_000],
  ['HOUR', 3_600_000],
  ['MINUTE', 60_000],
] as const;

/** A span of time of at least 0 ms in SQL. A single unit has two digits there, so a longer one is written from days to seconds. */
export function interval(ms: number): string {
  for (const [unit, length] of UNITS) {
    const count = ms / length;
    if (ms !== 0 && Number.isInteger(count) && count < 100) return `INTERVAL '${count}' ${unit}`;
  }
  if (ms < 100 * SECOND) return `INTERVAL '${seconds(ms)}' SECOND`;
  const days = Math.floor(ms / 86_400_000);
  const [hours, minutes] = [Math.floor(ms / 3_600_000) % 24, Math.floor(ms / 60_000) % 60];
  const clock = [hours, minutes].map((part) => String(part).padStart(2, '0')).join(':');
  const rest = (ms % 60_000) / SECOND;
  return `INTERVAL '${days} ${clock}:${rest.toFixed(3).padStart(6, '0')}' DAY(${String(days).length}) TO SECOND(3)`;
}

function seconds(ms: number): string {
  const fraction = ms % SECOND;
  const whole = String(Math.floor(ms / SECOND));
  return fraction === 0 ? whole : `${whole}.${String(fraction).padStart(3, '0')}`;
}

/** A span of time in the value of an option: `10 s`. */
export function duration(ms: number): string {
  if (ms !== 0 && ms % 60_000 === 0) return `${ms / 60_000} min`;
  return ms % SECOND === 0 ? `${ms / SECOND} s` : `${ms} ms`;
}
