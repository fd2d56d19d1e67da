import type { OperatorNode, PatternOptions, PatternStep } from '../../document/plan.ts';
import type { Scope } from './expression.ts';
import { sqlOf } from './expression.ts';
import { measure } from './measures.ts';
import { columnScope, item, select, viewOf } from './select.ts';
import type { Statement } from './statement.ts';
import { view } from './statement.ts';
import { interval, lines, quoted, unusedName } from './text.ts';
import type { Writing } from './writing.ts';

type PatternNode = OperatorNode & { readonly operator: PatternOptions };

/** More rows of a step than these would be more text than anybody reads. */
const TIMES_MAX = 50;

/** A row of a match: what it is called in SQL, and what it has to be. */
interface Variable {
  readonly name: string;
  readonly step: number;
  /** What the rows between it and the one before are called; null: there are none. */
  readonly gap: string | null;
}

/**
 * `pattern`. Each row of a match is a variable of its own, and where rows may be in between they are one more, which takes any row
 * that is not the one waited for: MATCH_RECOGNIZE knows only rows that follow each other at once.
 */
export function patternView(node: PatternNode, writing: Writing): Statement[] {
  const [input] = node.inputs;
  const { steps, key, withinMs, afterMatch, calls, results } = node.operator;
  if (!writing.needTime(node, 'the pattern') || refuseTimes(node, writing)) return [];
  const schema = writing.schemaOf(input!);
  const scope = columnScope(node, writing);
  const variables = variablesOf(steps);
  const of = (name: string): Scope => ({ ...scope, column: (_, column) => `${quoted(name)}.${quoted(column)}` });
  const texts = calls.map((call) => {
    const rows = variables.filter(({ step }) => step === call.step).map(({ name }) => of(name));
    return measure(call, rows, scope);
  });
  const keys = key.map((place) => schema[place]!.name);
  const measured = results.map(({ name, expression }) => ({
    name,
    inner: unusedName(keys.includes(name) ? `${name}_` : name, new Set([...keys, writing.time])),
    text: sqlOf(expression, { ...scope, column: (index) => texts[index]! }),
  }));
  const time = quoted(writing.time);
  const measures = [...measured.map(({ inner, text }) => item(text, inner)), `MATCH_ROWTIME() AS ${time}`];
  const defines = variables.flatMap(({ name, step, gap }) => {
    const { where } = steps[step]!;
    const between = gap === null ? [] : [`${quoted(gap)} AS (${sqlOf(where, of(gap))}) IS NOT TRUE`];
    return [...between, `${quoted(name)} AS ${sqlOf(where, of(name))}`];
  });
  const sequence = variables.map(({ name, gap }) => `${gap === null ? '' : `${quoted(gap)}* `}${quoted(name)}`);
  const clauses = [
    ...(keys.length === 0 ? [] : [`PARTITION BY ${keys.map(quoted).join(', ')}`]),
    `ORDER BY ${time}`,
    `MEASURES\n${lines(measures)}`,
    'ONE ROW PER MATCH',
    `AFTER MATCH SKIP ${afterMatch === 'skip_to_next' ? 'TO NEXT ROW' : 'PAST LAST ROW'}`,
    `PATTERN (${sequence.join(' ')})${withinMs === null ? '' : ` WITHIN ${interval(withinMs)}`}`,
    `DEFINE\n${lines(defines)}`,
  ];
  const columns = [...measured.map(({ name, inner }) => item(quoted(inner), name)), time];
  const from = `FROM ${viewOf(input!, node, writing)}\nMATCH_RECOGNIZE (\n${clauses.join('\n')}\n)`;
  return [view(node, select(columns, from))];
}

function variablesOf(steps: readonly PatternStep[]): Variable[] {
  const names = new Set(steps.map(({ name }) => name));
  const fresh = (name: string): string => {
    const free = unusedName(name, names);
    names.add(free);
    return free;
  };
  return steps.flatMap(({ name, min, isNext, isConsecutive }, step) =>
    Array.from({ length: min }, (_, i) => {
      const isAdjacent = i === 0 ? step === 0 || isNext : isConsecutive;
      const gap = isAdjacent ? null : fresh(`before_${name}${min === 1 ? '' : `_${i + 1}`}`);
      return { name: min === 1 ? name : fresh(`${name}_${i + 1}`), step, gap };
    }),
  );
}

function refuseTimes(node: PatternNode, writing: Writing): boolean {
  let isRefused = false;
  for (const { name, min, max } of node.operator.steps) {
    if (min === max && min <= TIMES_MAX) continue;
    isRefused = true;
    const why =
      min === max
        ? `it would be a variable for each row; at most ${TIMES_MAX} are written`
        : `MATCH_RECOGNIZE gives other matches for a range; write one number, such as times: ${min}`;
    writing.refuse(node, `times of the step ${name}`, why);
  }
  return isRefused;
}
