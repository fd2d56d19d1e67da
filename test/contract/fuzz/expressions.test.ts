import { expect, test } from 'vitest';
import { fromRows } from '../../../engine/data/rows.ts';
import type { Row } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import type { AggregateCall } from '../../../engine/document/plan.ts';
import { checkAggregate, checkExpression, compileExpression, RowFailures } from '../../../engine/expression/index.ts';
import { ExpressionMaker } from '../random/random-expression.ts';
import { STRINGS } from '../random/random-values.ts';
import { Random } from '../random/random.ts';
import { fuzzRun, liveBytes } from './fuzz-run.ts';
import { mutated } from './mutate.ts';

const SCHEMA: Schema = [
  { name: 's', type: 'string' },
  { name: 'x', type: 'double' },
  { name: 'n', type: 'bigint' },
  { name: 'b', type: 'boolean' },
  { name: 'ts', type: 'timestamp' },
];
const ROWS: readonly Row[] = [
  ...STRINGS.map((s, i): Row => ({ s, x: i / 7 - 1, n: i - 3, b: i % 2 === 0, ts: i * 1e11 })),
  {},
  { s: 'x'.repeat(70_000), x: 5e-324, n: Number.MAX_SAFE_INTEGER, b: true, ts: 8.64e15 },
  { s: '', x: -1.7976931348623157e308, n: -Number.MAX_SAFE_INTEGER, b: false, ts: -8.64e15 },
  { s: '\ud83d', x: -0, n: 0, b: null, ts: -1 },
];
const PIECES =
  "s x n b ts NULL TRUE 0 1 -1 9007199254740991 1e308 '' 'a' + - * / % || = <> < >= AND OR NOT IS IN LIKE BETWEEN ( ) , . CASE WHEN THEN ELSE END CAST( AS BIGINT) STRING) TRY_CAST( SUBSTRING( REPLACE( REGEXP_EXTRACT( FLOOR( TO YEAR) EXTRACT( FROM ESCAPE INTERVAL '1' DAY TIMESTAMP '(a+)+$' '[' '\\' POWER( EXP( ROUND( -400) 400) UPPER( CONCAT( LEAST( COALESCE( NULLIF( IF( DISTINCT sum( count(*) count( percentile( /* -- ` \" ;".split(
    ' ',
  );

const { cases, seed: firstSeed, timeoutMs } = fuzzRun(3000);

test(
  `a broken expression is a problem, a valid one gives every row a value or a reason (SEED=${firstSeed} CASES=${cases})`,
  () => {
    console.log(`SEED=${firstSeed} CASES=${cases} npx vitest run test/contract/fuzz/expressions`);
    const slowest = { ms: 0, seed: 0 };
    let valid = 0;
    const batch = fromRows(SCHEMA, ROWS);
    const before = liveBytes();
    for (let seed = firstSeed; seed < firstSeed + cases; seed++) {
      const started = performance.now();
      const text = expressionOf(seed);
      try {
        if (isComputed(text, batch)) valid++;
      } catch (error) {
        throw new Error(`SEED=${seed} throws on ${JSON.stringify(text.slice(0, 5000))}`, { cause: error });
      }
      const ms = performance.now() - started;
      if (slowest.ms < ms) Object.assign(slowest, { ms, seed });
    }
    const grownMiB = (liveBytes() - before) / 2 ** 20;
    console.log(
      `${valid} valid; slowest ${slowest.ms.toFixed()} ms (SEED=${slowest.seed}); ${grownMiB.toFixed(1)} MiB kept`,
    );
    expect(slowest.ms, `SEED=${slowest.seed}: ${expressionOf(slowest.seed).slice(0, 2000)}`).toBeLessThan(1000);
    expect(grownMiB).toBeLessThan(20);
  },
  timeoutMs,
);

/** Problems have to lie in the text; a valid expression is computed for all rows. */
function isComputed(text: string, batch: ReturnType<typeof fromRows>): boolean {
  const calls: AggregateCall[] = [];
  const results = [checkExpression(text, SCHEMA), checkAggregate(text, SCHEMA, calls)];
  for (const result of results) {
    if (!('problems' in result)) continue;
    if (result.problems.length === 0) throw new Error('neither an expression nor a problem');
    for (const { message, offset, length } of result.problems)
      if (message === '' || offset < 0 || length < 0 || text.length < offset + length)
        throw new Error(`a problem at ${offset} to ${offset + length} of ${text.length}: ${message}`);
  }
  const [plain] = results;
  if (!plain || !('expression' in plain)) return false;
  const failures = new RowFailures();
  const column = compileExpression(plain.expression).evaluate(batch, failures);
  if (column.type !== plain.expression.type)
    throw new Error(`a ${column.type} where a ${plain.expression.type} was said`);
  return true;
}

function expressionOf(seed: number): string {
  const random = new Random(seed);
  const columns = SCHEMA.map(({ name, type }) => ({ name, type, nature: 'wild' as const }));
  if (random.chance(0.15)) return random.list(random.integer(1, 25), () => random.pick(PIECES)).join(' ');
  const type = random.pick(['string', 'double', 'bigint', 'boolean', 'timestamp'] as const);
  const text = new ExpressionMaker(random, columns).make(type, random.integer(1, 6));
  return random.chance(0.2) ? text : mutated(random, text, PIECES);
}
