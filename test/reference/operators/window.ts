import { aggregate } from '../aggregates.ts';
import type { WindowText } from '../document.ts';
import { durationMs } from '../document.ts';
import { evaluate } from '../sql/evaluate.ts';
import { parse } from '../sql/parse.ts';
import type { AggregateCall, Expression } from '../sql/syntax.ts';
import { typeOf } from '../sql/type-of.ts';
import { keyText, moment, Rejected } from '../value.ts';
import type { Columns, Row, Type, Value } from '../value.ts';
import type { Operator, Surroundings } from './operator.ts';

/** The rows of one key in one window, in order of arrival. */
interface Group {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly rows: readonly Arrival[];
  hasFired: boolean;
}

interface Arrival {
  readonly row: Row;
  /** How many rows came before it. */
  readonly number: number;
}

/** One row per key and window; a group keeps all its rows, and every result is computed anew. */
export function window(surroundings: Surroundings): Operator {
  return surroundings.text.window.type === 'count' ? countWindow(surroundings) : eventTimeWindow(surroundings);
}

function eventTimeWindow(surroundings: Surroundings): Operator {
  const { text, give, giveLate, countRejected } = surroundings;
  const results = new Results(surroundings);
  const latenessMs = durationMs(text.allowed_lateness);
  const isSession = text.window.type === 'session';
  let groups: Group[] = [];
  let arrivals = 0;

  const isOver = (end: number, watermark: number): boolean => end - 1 + latenessMs <= watermark;

  const fire = (group: Group): void => {
    group.hasFired = true;
    try {
      give(results.row(group));
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      countRejected();
    }
  };

  return {
    columns: results.columns,
    take(row, watermark) {
      const key = keyText(row, text.key ?? []);
      const arrival = { row, number: arrivals++ };
      const candidates = isSession
        ? [mergedSession(groups, { key, arrival, gapMs: durationMs(text.window.gap) })]
        : windowsOf(row.time!, text.window).map((each) => ({
            ...each,
            replaces: groups.filter(
              (group) => group.key === key && group.start === each.start && group.end === each.end,
            ),
          }));
      if (candidates.length === 0) return;
      const kept = candidates.filter(({ end }) => !isOver(end, watermark));
      if (kept.length === 0) {
        giveLate(row, 0);
        return;
      }
      for (const { start, end } of kept) [start, end].forEach(moment);
      results.checkRow(row);
      const grown = kept
        .sort((a, b) => a.end - b.end)
        .map(({ start, end, replaces }): Group => {
          const rows = [...replaces.flatMap((each) => each.rows), arrival].sort((a, b) => a.number - b.number);
          return { key, start, end, rows, hasFired: false };
        });
      // A row that one sum cannot take is in none.
      for (const group of grown) results.checkSums(group);
      const replaced = kept.flatMap(({ replaces }) => replaces);
      groups = [...groups.filter((each) => !replaced.includes(each)), ...grown];
      for (const group of grown) if (group.end - 1 <= watermark) fire(group);
    },
    advance(watermark) {
      const due = groups.filter(({ hasFired, end }) => !hasFired && end - 1 <= watermark);
      due.sort((a, b) => a.end - b.end || a.rows[0]!.number - b.rows[0]!.number);
      for (const group of due) fire(group);
      groups = groups.filter(({ end }) => !isOver(end, watermark));
    },
  };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function windowsOf(time: number, window: WindowText): Span[] {
  const sizeMs = durationMs(String(window.size));
  const offsetMs = durationMs(window.offset);
  const startAt = (everyMs: number): number => time - ((((time - offsetMs) % everyMs) + everyMs) % everyMs);
  const spans: Span[] = [];
  if (window.type === 'tumbling') spans.push({ start: startAt(sizeMs), end: startAt(sizeMs) + sizeMs });
  if (window.type === 'sliding') {
    const slideMs = durationMs(window.slide);
    for (let start = startAt(slideMs); time < start + sizeMs; start -= slideMs)
      spans.push({ start, end: start + sizeMs });
  }
  if (window.type === 'cumulate') {
    const start = startAt(sizeMs);
    const stepMs = durationMs(window.step);
    for (let end = start + stepMs; end <= start + sizeMs; end += stepMs) if (time < end) spans.push({ start, end });
  }
  return spans;
}

/** The session of a row: from it to it and the gap, and all of its key's that touch that. */
function mergedSession(
  groups: readonly Group[],
  { key, arrival, gapMs }: { readonly key: string; readonly arrival: Arrival; readonly gapMs: number },
): Span & { readonly replaces: readonly Group[] } {
  const time = arrival.row.time!;
  const replaces = groups.filter((each) => each.key === key && each.start <= time + gapMs && time <= each.end);
  return {
    start: Math.min(time, ...replaces.map(({ start }) => start)),
    end: Math.max(time + gapMs, ...replaces.map(({ end }) => end)),
    replaces,
  };
}

/** A result for every so many rows of a key. */
function countWindow(surroundings: Surroundings): Operator {
  const { text, give } = surroundings;
  const results = new Results(surroundings);
  const open = new Map<string, Arrival[]>();
  return {
    columns: results.columns,
    take(row) {
      const key = keyText(row, text.key ?? []);
      results.checkRow(row);
      const rows = [...(open.get(key) ?? []), { row, number: 0 }];
      const [start, end] = [rows[0]!.row.time, row.time] as [number, number];
      results.checkSums({ key, start, end, rows, hasFired: false });
      open.set(key, rows);
      if (rows.length < Number(text.window.size)) return;
      open.delete(key);
      give({ ...results.row({ key, start, end, rows, hasFired: true }), time: row.time });
    },
    advance() {},
  };
}

/** What a group of rows gives. */
class Results {
  readonly columns: Columns;
  readonly #input: Columns;
  readonly #key: readonly string[];
  readonly #expressions: readonly { readonly name: string; readonly expression: Expression }[];
  readonly #calls: readonly AggregateCall[];

  constructor({ text, inputs }: Surroundings) {
    this.#input = inputs[0]!;
    this.#key = text.key ?? [];
    this.#expressions = Object.entries(text.aggregate).map(([name, each]) => ({ name, expression: parse(each) }));
    this.#calls = this.#expressions.flatMap(({ expression }) => callsIn(expression));
    this.columns = new Map<string, Type>([
      ...this.#key.map((name) => [name, this.#input.get(name)!] as const),
      ['window_start', 'timestamp'],
      ['window_end', 'timestamp'],
      ...this.#expressions.map(({ name, expression }) => [name, typeOf(expression, this.#input)!] as const),
    ]);
  }

  /** Throws Rejected where an argument cannot be computed. */
  checkRow(row: Row): void {
    for (const { operands } of this.#calls)
      if (operands[0]) evaluate(operands[0], { columns: this.#input, values: row.values });
  }

  /** Throws Rejected where a sum of whole numbers is not exact. */
  checkSums({ rows }: Group): void {
    for (const call of this.#calls)
      if (call.name === 'sum')
        aggregate(
          call,
          rows.map(({ row }) => row),
          this.#input,
        );
  }

  row({ start, end, rows: arrivals }: Group): Row {
    const rows = arrivals.map(({ row }) => row);
    const values = new Map<string, Value>(this.#key.map((name) => [name, rows[0]!.values.get(name)!]));
    values.set('window_start', start === null ? null : moment(start));
    values.set('window_end', end === null ? null : moment(end));
    for (const { name, expression } of this.#expressions) {
      const scope = { columns: this.#input, values: new Map<string, Value>() };
      values.set(name, evaluate(expression, { ...scope, aggregate: (call) => aggregate(call, rows, this.#input) }));
    }
    return { values, time: end - 1 };
  }
}

/** All aggregate calls in an expression. */
function callsIn(expression: Expression): AggregateCall[] {
  switch (expression.kind) {
    case 'aggregate':
      return [expression];
    case 'call':
      return expression.operands.flatMap(callsIn);
    case 'case':
      return [...expression.branches.flatMap(({ when, then }) => [when, then]), expression.otherwise].flatMap(callsIn);
    case 'cast':
    case 'unit':
      return callsIn(expression.operand);
    default:
      return [];
  }
}
