import { aggregate } from '../aggregates.ts';
import type { OperatorText, StepText } from '../document.ts';
import { durationMs } from '../document.ts';
import { evaluate } from '../sql/evaluate.ts';
import { parse } from '../sql/parse.ts';
import type { AggregateCall, Expression } from '../sql/syntax.ts';
import { typeOf } from '../sql/type-of.ts';
import { keyText, Rejected } from '../value.ts';
import type { Columns, Row, Type, Value } from '../value.ts';
import type { Operator, Surroundings } from './operator.ts';

/** The rows of one key in the order of event time, and the first that a match may still begin with. */
interface Sequence {
  readonly rows: Row[];
  firstFree: number;
}

/** The places in a sequence that each step takes. */
type Match = readonly (readonly number[])[];

/** One row per match; after each row, every way in which the steps could have taken the rows before it is tried. */
export function pattern(surroundings: Surroundings): Operator {
  const { text, inputs, give, giveLate, countRejected } = surroundings;
  const columns = inputs[0]!;
  const steps = text.sequence.map((step) => new Step(step, columns));
  const results = resultsOf(text, columns);
  const sequences = new Map<string, Sequence>();
  let held: Row[] = [];

  const giveMatch = (rows: readonly (readonly Row[])[]): void => {
    try {
      give({ values: results.of(rows), time: rows.at(-1)!.at(-1)!.time });
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      countRejected();
    }
  };

  return {
    columns: results.columns,
    take(row, watermark) {
      if (row.time! <= watermark) {
        giveLate(row, 0);
        return;
      }
      for (const step of steps) step.takes(row);
      held.push(row);
    },
    advance(watermark) {
      const due = held.filter((row) => row.time! <= watermark).sort((a, b) => a.time! - b.time!);
      held = held.filter((row) => watermark < row.time!);
      for (const row of due) {
        const key = keyText(row, text.key ?? []);
        const sequence = sequences.get(key) ?? { rows: [], firstFree: 0 };
        sequences.set(key, sequence);
        sequence.rows.push(row);
        for (const match of matchesEndingNow(sequence, steps, text))
          giveMatch(match.map((places) => places.map((place) => sequence.rows[place]!)));
      }
    },
  };
}

class Step {
  readonly text: StepText;
  readonly min: number;
  readonly max: number;
  readonly #columns: Columns;
  readonly #where: Expression | null;

  constructor(text: StepText, columns: Columns) {
    const times = text.times ?? 1;
    this.text = text;
    this.min = typeof times === 'number' ? times : times.min;
    this.max = typeof times === 'number' ? times : times.max;
    this.#columns = columns;
    this.#where = text.where === undefined ? null : parse(text.where);
  }

  takes(row: Row): boolean {
    return this.#where === null || evaluate(this.#where, { columns: this.#columns, values: row.values }) === true;
  }
}

/** The matches whose last row is the last of the sequence, by their first row. */
function matchesEndingNow(sequence: Sequence, steps: readonly Step[], text: OperatorText): Match[] {
  const last = sequence.rows.length - 1;
  const withinMs = text.within === undefined ? Infinity : durationMs(text.within);
  const found: Match[] = [];
  for (let start = sequence.firstFree; start <= last; start++) {
    if (!steps[0]!.takes(sequence.rows[start]!)) continue;
    const all = matchesFrom(start, steps, sequence.rows);
    if (all.some((match) => endOf(match) < last)) continue;
    const best = all.find((match) => endOf(match) === last);
    if (!best || withinMs <= sequence.rows[last]!.time! - sequence.rows[start]!.time!) continue;
    found.push(best);
    if (text.after_match === 'skip_to_next') continue;
    sequence.firstFree = last + 1;
    break;
  }
  return found;
}

function endOf(match: Match): number {
  return match.at(-1)!.at(-1)!;
}

/** All matches that begin with row `start`; those whose earlier steps took more rows come first. */
function matchesFrom(start: number, [step, ...others]: readonly Step[], rows: readonly Row[]): Match[] {
  if (step === undefined) return [[]];
  const places = [start];
  const longer: number[][] = [[...places]];
  while (places.length < step.max) {
    const next = nextPlace(places.at(-1)!, step, { rows, isStrict: step.text.consecutive === true });
    if (next === null) break;
    places.push(next);
    longer.push([...places]);
  }
  const enough = longer.filter(({ length }) => step.min <= length).reverse();
  return enough.flatMap((own) => {
    if (others.length === 0) return [[own]];
    const next = nextPlace(own.at(-1)!, others[0]!, { rows, isStrict: others[0]!.text.next === true });
    return next === null ? [] : matchesFrom(next, others, rows).map((rest) => [own, ...rest]);
  });
}

/** The first row after `place` that `step` takes; where that is strict, the very next one or none. */
function nextPlace(
  place: number,
  step: Step,
  { rows, isStrict }: { readonly rows: readonly Row[]; readonly isStrict: boolean },
): number | null {
  const end = isStrict ? Math.min(place + 2, rows.length) : rows.length;
  for (let next = place + 1; next < end; next++) if (step.takes(rows[next]!)) return next;
  return null;
}

/** What the columns of a match hold. */
function resultsOf(text: OperatorText, input: Columns) {
  const expressions = Object.entries(text.columns).map(([name, each]) => ({ name, expression: parse(each) }));
  const names = text.sequence.map(({ name }) => name);
  const qualified: Columns = new Map(
    names.flatMap((step) => [...input].map(([name, type]) => [`${step}.${name}`, type] as const)),
  );
  const columns = new Map<string, Type>(
    expressions.map(({ name, expression }) => [name, typeOf(expression, qualified)!]),
  );
  const of = (match: readonly (readonly Row[])[]): ReadonlyMap<string, Value> => {
    // Outside of an aggregate a step stands for its last row.
    const lastRows = match.map((rows) => rows.at(-1)!);
    const values = valuesOf(names, lastRows);
    const ofCall = (call: AggregateCall): Value => {
      const step = names.findIndex((name) => reads(call, name));
      const rows = match[step]!.map((row) => ({ ...row, values: valuesOf([names[step]!], [row]) }));
      return aggregate(call, rows, qualified);
    };
    return new Map(
      expressions.map(({ name, expression }) => [
        name,
        evaluate(expression, { columns: qualified, values, aggregate: ofCall }),
      ]),
    );
  };
  return { columns, of };
}

function valuesOf(names: readonly string[], rows: readonly Row[]): ReadonlyMap<string, Value> {
  return new Map(
    names.flatMap((step, i) => [...rows[i]!.values].map(([name, value]) => [`${step}.${name}`, value] as const)),
  );
}

/** Whether an aggregate reads columns of `step`; all that it reads are of one. */
function reads(expression: Expression, step: string): boolean {
  switch (expression.kind) {
    case 'column':
      return expression.name.startsWith(`${step}.`);
    case 'call':
    case 'aggregate':
      return expression.operands.some((each) => reads(each, step));
    case 'case':
      return [...expression.branches.flatMap(({ when, then }) => [when, then]), expression.otherwise].some((each) =>
        reads(each, step),
      );
    case 'cast':
    case 'unit':
      return reads(expression.operand, step);
    default:
      return false;
  }
}
