import type { Schema } from '../../data/types.ts';
import type { DeduplicateOptions, LagCall, LagOptions, OperatorNode } from '../../document/plan.ts';
import type { Scope } from './expression.ts';
import { sqlOf } from './expression.ts';
import { columnScope, computed, passed, passedTime, select, viewOf } from './select.ts';
import type { Statement } from './statement.ts';
import { view } from './statement.ts';
import { quoted, unusedName } from './text.ts';
import { epochMs } from './times.ts';
import type { Writing } from './writing.ts';

type LagNode = OperatorNode & { readonly operator: LagOptions };
type DeduplicateNode = OperatorNode & { readonly operator: DeduplicateOptions };

/**
 * `lag`: an OVER window in order of arrival, which is what `PROCTIME()` orders by there. In order of event time Flink would hold
 * the rows back and drop late ones.
 */
export function lagView(node: LagNode, writing: Writing): Statement[] {
  const [input] = node.inputs;
  const schema = writing.schemaOf(input!);
  const { calls, results, key } = node.operator;
  if (calls.some(({ function: name }) => name === 'rate') && !writing.needTime(node, 'rate')) return [];
  const scope = columnScope(node, writing);
  const texts = calls.map((call) => lagCall(call, { node, scope, writing }));
  const results_ = computed(results, {
    ...scope,
    column: (index, name) => (index < schema.length ? quoted(name) : texts[index - schema.length]!),
  });
  const columns = [...passed(schema), ...results_, ...passedTime(node, writing)];
  const arrival = arrivalName(schema, writing);
  const from = `FROM (SELECT *, PROCTIME() AS ${arrival} FROM ${viewOf(input!, node, writing)})`;
  return [view(node, select(columns, `${from}\nWINDOW \`before\` AS (${over(key, schema, arrival)})`))];
}

/** `deduplicate`: the first row of a key in order of arrival, or the rows that differ from the one before. */
export function deduplicateView(node: DeduplicateNode, writing: Writing): Statement[] {
  const [input] = node.inputs;
  const schema = writing.schemaOf(input!);
  const { key, on, ttlMs } = node.operator;
  if (ttlMs !== null) {
    const why = 'Flink forgets by the clock of the machine, not by event time; take it out or keep it local';
    writing.refuse(node, 'ttl', why);
  }
  const arrival = arrivalName(schema, writing);
  const from = `(SELECT *, PROCTIME() AS ${arrival} FROM ${viewOf(input!, node, writing)})`;
  const columns = [...passed(schema), ...passedTime(node, writing)];
  const window = over(key, schema, arrival);
  const taken = new Set(schema.map(({ name }) => name));
  if (on === null) {
    const number = quoted(unusedName('row_num', taken));
    const numbered = `SELECT *, ROW_NUMBER() OVER (${window}) AS ${number}\n  FROM ${from}`;
    return [view(node, select(columns, `FROM (\n  ${numbered}\n)\nWHERE ${number} = 1`))];
  }
  const before = on.map((place, i) => ({
    now: quoted(schema[place]!.name),
    then: quoted(unusedName(`before_${i + 1}`, taken)),
  }));
  const known = quoted(unusedName('is_known', taken));
  const lags = [
    `LAG(TRUE) OVER \`before\` AS ${known}`,
    ...before.map(({ now, then }) => `LAG(${now}) OVER \`before\` AS ${then}`),
  ];
  const inner = `SELECT *, ${lags.join(', ')}\n  FROM ${from}\n  WINDOW \`before\` AS (${window})`;
  const differs = before.map(({ now, then }) => `${now} IS DISTINCT FROM ${then}`);
  return [view(node, select(columns, `FROM (\n  ${inner}\n)\nWHERE ${[`${known} IS NULL`, ...differs].join(' OR ')}`))];
}

function arrivalName(schema: Schema, writing: Writing): string {
  return quoted(unusedName('arrival', new Set([...schema.map(({ name }) => name), writing.time])));
}

function over(key: readonly number[], schema: Schema, arrival: string): string {
  const names = key.map((place) => quoted(schema[place]!.name)).join(', ');
  return `${names === '' ? '' : `PARTITION BY ${names} `}ORDER BY ${arrival}`;
}

interface LagContext {
  readonly node: LagNode;
  readonly scope: Scope;
  readonly writing: Writing;
}

// Each in parentheses where it is more than one word, as it stands inside of expressions.
function lagCall(call: LagCall, { node, scope, writing }: LagContext): string {
  const now = sqlOf(call.argument, scope);
  const before = (text: string, rows = 1): string => `LAG(${text}, ${rows}) OVER \`before\``;
  switch (call.function) {
    case 'lag':
      return before(now, call.rows);
    case 'delta':
      if (call.argument.type === 'timestamp') return `((${epochMs(now)}) - ${before(epochMs(now))})`;
      return `((${now}) - ${before(now)})`;
    case 'rate': {
      const time = epochMs(quoted(writing.time));
      return `(((${now}) - ${before(now)}) * 1E3 / NULLIF((${time}) - ${before(time)}, 0))`;
    }
    case 'ewma': {
      const why =
        'each average needs the one before, which Flink SQL cannot say; use avg in a window, or keep it local';
      writing.refuse(node, 'ewma', why);
      return 'NULL';
    }
  }
}
