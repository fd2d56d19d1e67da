import { flow } from './ask.ts';

interface Options {
  /** What the sources say of event time, besides its column. */
  readonly time?: Readonly<Record<string, unknown>>;
  /** Whose rows are asked for: `op` where nothing is said. */
  readonly from?: string;
  /** What reads late rows besides. */
  readonly late?: string;
}

const SCHEMA = { k: 'string', v: 'double', n: 'bigint', ts: 'timestamp' };

/**
 * What `operators` make of rows that are written `key:value@time`: without a value it is null, without a time too, and the key `-`
 * is null. `<` before a row is the source `left`, `>` the source `right`, nothing the source `in`; `<idle` says that it is silent.
 * Each row that comes out is its values with blanks between, times in milliseconds; behind `late`, how many rows were late.
 */
export function through(
  operators: Readonly<Record<string, unknown>>,
  { time = {}, from = 'op', late }: Options = {},
): (rows: string) => string {
  return (written) => {
    const turns = written.split(' ').map(turnOf);
    const ids = [...new Set(turns.map(({ source }) => source))].sort();
    const source = (id: string): unknown => ({
      ...{ type: 'file', path: `${id}.ndjson`, format: 'ndjson', schema: SCHEMA },
      event_time: { column: 'ts', ...time },
    });
    const document = {
      ...{ version: 1, name: 'a sentence' },
      sources: Object.fromEntries(ids.map((id) => [id, source(id)])),
      operators,
      sinks: {
        out: { type: 'console', inputs: [from] },
        ...(late === undefined ? {} : { late: { type: 'console', inputs: [late] } }),
      },
    };
    const linesOf = (id: string) => turns.flatMap((each) => (each.source === id && each.line ? [each.line] : []));
    const { rows, ...counts } = flow(
      JSON.stringify(document),
      Object.fromEntries(ids.map((id) => [id, linesOf(id)])),
      turns.map((each) => ({ source: each.source, lines: each.line === null ? 'idle' : 1 })),
    );
    const lateCount = late === undefined ? Object.keys(operators).reduce((sum, id) => sum + counts.late(id), 0) : 0;
    return [
      rows('out').map(shortened).join(', '),
      ...(late === undefined ? [] : [`late: ${rows('late').map(shortened).join(', ')}`]),
      ...(lateCount === 0 ? [] : [`late ${lateCount}`]),
    ].join(' | ');
  };
}

const SIDES: Readonly<Record<string, string>> = { '<': 'left', '>': 'right' };

function turnOf(written: string): { source: string; line: string | null } {
  const [, side = '', rest = ''] = /^([<>]?)(.*)$/.exec(written)!;
  const source = SIDES[side] ?? 'in';
  if (rest === 'idle') return { source, line: null };
  const [, key, value, time] = /^([^:]*):([^@]*)@(.*)$/.exec(rest)!;
  const number = value === '' ? null : Number(value);
  const row = { k: key === '-' ? null : key, v: number, n: number, ts: time === '' ? null : Number(time) };
  return { source, line: JSON.stringify(row) };
}

function shortened(line: string): string {
  const isTime = /^[-+\d]+-\d\d-\d\dT/;
  return Object.values(JSON.parse(line) as Record<string, unknown>)
    .map((value) => (typeof value === 'string' && isTime.test(value) ? Date.parse(value) : String(value)))
    .join(' ');
}
