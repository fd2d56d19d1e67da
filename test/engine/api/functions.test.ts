import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'vitest';
import * as api from '../../../engine/api/index.ts';

const SCHEMA = {
  ts: 'timestamp',
  name: 'string',
  value: 'double',
  n: 'bigint',
  on: 'boolean',
  'a`b': 'string',
} as const;
const ROW = { ts: 90_061_500, name: " it's ", value: -2.5, n: 7, on: true, 'a`b': null };
const WHEN = new Date('1970-01-02T00:00:00Z');

test('every function prints as SQL that computes what it says, and has the type that it says', async () => {
  const env = api.streamEnvironment();
  const made = env.fromSource('rows', api.fromRows(SCHEMA, [ROW])).select((col) => ({
    abs: api.abs(col('value')),
    sign: api.sign(col('n')),
    ceil: api.ceil(col('value')),
    floor: api.floor(col('value')),
    round: api.round(col('value')),
    digits: api.round(col('value').times(1.11), 2),
    power: api.power(col('n'), 2),
    sqrt: api.sqrt(col('n').plus(2)),
    ln: api.ln(api.exp(col('value'))),
    upper: api.upper(col('name')),
    lower: api.lower(col('name')),
    trim: api.trim(col('name')),
    substring: api.substring(col('name'), 2, 2),
    rest: api.substring(col('name'), 4),
    length: api.charLength(col('name')),
    concat: api.concat(col('name'), "'${HOME}'"),
    replace: api.replace(col('name'), "'", ''),
    regexp: api.regexpExtract(col('name'), '(t).(s)', 2),
    coalesce: api.coalesce(col('a`b'), api.lit('none')),
    nullIf: api.nullIf(col('n'), 7),
    iff: api.iff(col('on').not(), col('n'), api.bigint(-1)),
    least: api.least(col('value'), api.double(5)),
    greatest: api.greatest(col('n'), api.bigint(5)),
    minute: api.extract('MINUTE', col('ts')),
    hour: api.floorTo(col('ts'), 'HOUR'),
    unix: api.unixTimestamp(col('ts')),
    cast: api.cast(col('n'), 'string'),
    tryCast: api.tryCast(col('name'), 'double'),
    half: col('n').dividedBy(2),
    mod: col('n').minus(10).mod(2),
    real: col('n').dividedBy(2.0).plus(0.5),
    nested: col('n').minus(col('n').minus(1)).times(col('n').plus(1)),
    later: col('ts').plusTime('1d').minusTime('500ms'),
    since: col('ts').since(api.lit(WHEN)),
    and: col('value').lt(0).or(col('on')).and(col('name').like('%s_')),
    between: col('n').between(-7, 7).and(col('n').in(1, 7)).and(col('ts').ge(WHEN)),
    nulls: col('a`b').isNull().and(col('n').isNotNull()),
    text: api.sql('bigint', 'n + 1').times(2),
  }));
  const results = made.collect();
  await env.execute();
  deepEqual(results.rows, [
    {
      abs: 2.5,
      sign: 1,
      ceil: -2,
      floor: -3,
      round: -3,
      digits: -2.78,
      power: 49,
      sqrt: 3,
      ln: -2.5,
      upper: " IT'S ",
      lower: " it's ",
      trim: "it's",
      substring: 'it',
      rest: "'s ",
      length: 6,
      concat: " it's '${HOME}'",
      replace: ' its ',
      regexp: 's',
      coalesce: 'none',
      nullIf: null,
      iff: -1,
      least: -2.5,
      greatest: 7,
      minute: 1,
      hour: 90_000_000,
      unix: 90_061,
      cast: '7',
      tryCast: null,
      half: 3,
      mod: -1,
      real: 3.5,
      nested: 8,
      later: 176_461_000,
      since: 3_661_500,
      and: true,
      between: true,
      nulls: true,
      text: 16,
    },
  ]);
  // By the types that the compiler has: one that differs does not compile below.
  const types = {
    abs: 'double',
    sign: 'bigint',
    ceil: 'double',
    floor: 'double',
    round: 'double',
    digits: 'double',
    power: 'double',
    sqrt: 'double',
    ln: 'double',
    upper: 'string',
    lower: 'string',
    trim: 'string',
    substring: 'string',
    rest: 'string',
    length: 'bigint',
    concat: 'string',
    replace: 'string',
    regexp: 'string',
    coalesce: 'string',
    nullIf: 'bigint',
    iff: 'bigint',
    least: 'double',
    greatest: 'bigint',
    minute: 'bigint',
    hour: 'timestamp',
    unix: 'bigint',
    cast: 'string',
    tryCast: 'double',
    half: 'bigint',
    mod: 'bigint',
    real: 'double',
    nested: 'bigint',
    later: 'timestamp',
    since: 'bigint',
    and: 'boolean',
    between: 'boolean',
    nulls: 'boolean',
    text: 'bigint',
  } as const satisfies Parameters<(typeof made)['columns']>[0];
  const plan = env.plan().nodes.find(({ id }) => id === 'select-1')!;
  deepEqual(Object.fromEntries(plan.schema.map(({ name, type }) => [name, type])), types);
});

test('what has no place in an expression is refused where it is written', () => {
  throws(() => api.bigint(1.5), /bigint\(1.5\): a bigint is a whole number up to 2\^53 − 1/);
  throws(() => api.double(NaN), /NaN has no place in an expression; write a number/);
  throws(() => api.lit(new Date(NaN)), /an invalid Date has no place in an expression/);
});
