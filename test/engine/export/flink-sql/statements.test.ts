import { describe, expect, test } from 'vitest';
import { exportOf, SOURCE, statementsFor } from './export-of.ts';

/** The statement of operator `op`, without what all of them begin with. */
const view = (operators: string): string =>
  statementsFor('op', { operators }).at(-1)!.replace('CREATE TEMPORARY VIEW `op` AS ', '');

const windowed = (shape: string, aggregate = 'c: count(*)', key = '[k]'): string =>
  view(`op: { type: window, inputs: [in], key: ${key}, window: { ${shape} }, aggregate: { ${aggregate} } }`);

describe('an operator is said as', () => {
  test.each([
    ['op: { type: filter, inputs: [in], where: v > 1 }', 'SELECT * FROM `in` WHERE `v` > 1'],
    [
      'op: { type: select, inputs: [in], columns: { k: k, double: v * 2 } }',
      'SELECT `k`, `v` * 2 AS `double`, `event_time` FROM `in`',
    ],
    [
      'op: { type: extend, inputs: [in], columns: { one: 1 } }',
      'SELECT `ts`, `k`, `v`, `n`, CAST(1 AS BIGINT) AS `one`, `event_time` FROM `in`',
    ],
    [
      'op: { type: union, inputs: [in, in] }',
      'SELECT `ts`, `k`, `v`, `n`, `event_time` FROM `in` UNION ALL SELECT `ts`, `k`, `v`, `n`, `event_time` FROM `in`',
    ],
    [
      'op: { type: deduplicate, inputs: [in], key: [k] }',
      'SELECT `ts`, `k`, `v`, `n`, `event_time` FROM ( SELECT *, ROW_NUMBER() OVER (PARTITION BY `k` ORDER BY `arrival`) AS `row_num` FROM (SELECT *, PROCTIME() AS `arrival` FROM `in`) ) WHERE `row_num` = 1',
    ],
    [
      'op: { type: deduplicate, inputs: [in], key: [k], keep: changed, on: [v] }',
      'SELECT `ts`, `k`, `v`, `n`, `event_time` FROM ( SELECT *, LAG(TRUE) OVER `before` AS `is_known`, LAG(`v`) OVER `before` AS `before_1` FROM (SELECT *, PROCTIME() AS `arrival` FROM `in`) WINDOW `before` AS (PARTITION BY `k` ORDER BY `arrival`) ) WHERE `is_known` IS NULL OR `v` IS DISTINCT FROM `before_1`',
    ],
    [
      'op: { type: lag, inputs: [in], key: [k], columns: { p: "lag(v, 2)", d: delta(n) } }',
      'SELECT `ts`, `k`, `v`, `n`, LAG(`v`, 2) OVER `before` AS `p`, ((`n`) - LAG(`n`, 1) OVER `before`) AS `d`, `event_time` FROM (SELECT *, PROCTIME() AS `arrival` FROM `in`) WINDOW `before` AS (PARTITION BY `k` ORDER BY `arrival`)',
    ],
    [
      'op: { type: interval_join, inputs: [in, in], on: [[k, k]], between: [-5s, 0s] }',
      "SELECT l.`ts` AS `left_ts`, l.`k` AS `left_k`, l.`v` AS `left_v`, l.`n` AS `left_n`, r.`ts` AS `right_ts`, r.`k` AS `right_k`, r.`v` AS `right_v`, r.`n` AS `right_n`, l.`event_time` FROM `in` AS l JOIN `in` AS r ON l.`k` = r.`k` AND r.`event_time` BETWEEN l.`event_time` - INTERVAL '5' SECOND AND l.`event_time`",
    ],
  ])('%s', (operators, sql) => {
    expect(view(operators)).toBe(sql);
  });
});

describe('a window is said as', () => {
  const GROUP = 'GROUP BY `k`, `window_start`, `window_end`, `window_time`';
  const HEAD = 'SELECT `k`, `window_start`, `window_end`, COUNT(*) AS `c`, `window_time` AS `event_time`';

  test.each([
    ['type: tumbling, size: 10s', "TUMBLE(TABLE `in`, DESCRIPTOR(`event_time`), INTERVAL '10' SECOND)"],
    // The slide comes first.
    [
      'type: sliding, size: 1m, slide: 10s',
      "HOP(TABLE `in`, DESCRIPTOR(`event_time`), INTERVAL '10' SECOND, INTERVAL '1' MINUTE)",
    ],
    [
      'type: cumulate, size: 1h, step: 5m',
      "CUMULATE(TABLE `in`, DESCRIPTOR(`event_time`), INTERVAL '5' MINUTE, INTERVAL '1' HOUR)",
    ],
    ['type: session, gap: 30s', "SESSION(TABLE `in` PARTITION BY `k`, DESCRIPTOR(`event_time`), INTERVAL '30' SECOND)"],
    ['type: tumbling, size: 100ms', "TUMBLE(TABLE `in`, DESCRIPTOR(`event_time`), INTERVAL '0.100' SECOND)"],
    [
      'type: tumbling, size: 150s',
      "TUMBLE(TABLE `in`, DESCRIPTOR(`event_time`), INTERVAL '0 00:02:30.000' DAY(1) TO SECOND(3))",
    ],
  ])('%s', (shape, call) => {
    expect(windowed(shape)).toBe(`${HEAD} FROM TABLE(${call}) ${GROUP}`);
  });

  test('a session of several columns by one that holds them all, as views keep no list of them', () => {
    const operators =
      'op: { type: window, inputs: [in], key: [k, n], window: { type: session, gap: 5s }, aggregate: { c: count(*) } }';
    expect(statementsFor('op', { operators })).toEqual([
      'CREATE TEMPORARY VIEW `op_input` AS SELECT `ts`, `k`, `v`, `n`, CAST(ROW(`k`, `n`) AS ROW<`k1` STRING, `k2` BIGINT>) AS `session_key`, `event_time` FROM `in`',
      "CREATE TEMPORARY VIEW `op` AS SELECT `session_key`.`k1` AS `k`, `session_key`.`k2` AS `n`, `window_start`, `window_end`, `c`, `event_time` FROM ( SELECT `session_key`, `window_start`, `window_end`, COUNT(*) AS `c`, `window_time` AS `event_time` FROM TABLE(SESSION(TABLE `op_input` PARTITION BY `session_key`, DESCRIPTOR(`event_time`), INTERVAL '5' SECOND)) GROUP BY `session_key`, `window_start`, `window_end`, `window_time` )",
    ]);
  });

  test('a percentile is the value at its rank', () => {
    expect(windowed('type: tumbling, size: 10s', 'p: "percentile(n, 0.95)"')).toContain(
      'ARRAY_SORT(ARRAY_AGG(CAST(`n` AS DOUBLE)) FILTER (WHERE CAST(`n` AS DOUBLE) IS NOT NULL))[GREATEST(1, CAST(CEIL(CARDINALITY(ARRAY_AGG(CAST(`n` AS DOUBLE)) FILTER (WHERE CAST(`n` AS DOUBLE) IS NOT NULL)) * 0.95E0 - CARDINALITY(ARRAY_AGG(CAST(`n` AS DOUBLE)) FILTER (WHERE CAST(`n` AS DOUBLE) IS NOT NULL)) * 1E-15) AS INT))] AS `p`',
    );
  });

  test('one of all keys', () => {
    expect(windowed('type: session, gap: 5s', 'c: count(*)', '[]')).toBe(
      "SELECT `window_start`, `window_end`, COUNT(*) AS `c`, `window_time` AS `event_time` FROM TABLE(SESSION(TABLE `in`, DESCRIPTOR(`event_time`), INTERVAL '5' SECOND)) GROUP BY `window_start`, `window_end`, `window_time`",
    );
  });

  test.each([
    ['count(v)', 'COUNT(`v`)'],
    ['count(distinct k)', 'COUNT(DISTINCT `k`)'],
    ['sum(n)', 'SUM(`n`)'],
    ['min(k)', 'MIN(`k`)'],
    ['avg(v)', 'AVG(`v`)'],
    ['avg(n)', 'AVG(CAST(`n` AS DOUBLE))'],
    ['stddev_samp(n)', 'STDDEV_SAMP(CAST(`n` AS DOUBLE))'],
    ['first(k)', 'FIRST_VALUE(`k`)'],
    [
      'last(ts)',
      'CAST(TO_TIMESTAMP_LTZ(LAST_VALUE(EXTRACT(EPOCH FROM `ts`) * 1000 + EXTRACT(MILLISECOND FROM `ts`)), 3) AS TIMESTAMP(3))',
    ],
    ['sum(v) / count(*)', 'SUM(`v`) / NULLIF(COUNT(*), 0)'],
  ])('with %s', (aggregate, sql) => {
    expect(windowed('type: tumbling, size: 10s', `"a": ${aggregate}`)).toContain(`\`window_end\`, ${sql} AS \`a\``);
  });

  test('over windows, whose columns are called otherwise before it', () => {
    const operators = [
      'w: { type: window, inputs: [in], window: { type: tumbling, size: 10s }, aggregate: { c: count(*) } }',
      'op: { type: window, inputs: [w], window: { type: tumbling, size: 1m }, aggregate: { last: max(window_end) } }',
    ].join('\n');
    expect(statementsFor('op', { operators })).toEqual([
      'CREATE TEMPORARY VIEW `op_input` AS SELECT `window_start` AS `window_start_`, `window_end` AS `window_end_`, `c`, `event_time` FROM `w`',
      "CREATE TEMPORARY VIEW `op` AS SELECT `window_start`, `window_end`, MAX(`window_end_`) AS `last`, `window_time` AS `event_time` FROM TABLE(TUMBLE(TABLE `op_input`, DESCRIPTOR(`event_time`), INTERVAL '1' MINUTE)) GROUP BY `window_start`, `window_end`, `window_time`",
    ]);
  });

  test('ranked', () => {
    const operators = [
      'w: { type: window, inputs: [in], key: [k], window: { type: tumbling, size: 10s }, aggregate: { c: count(*) } }',
      'op: { type: top_n, inputs: [w], key: [k], order_by: [c desc, c * 2], n: 3 }',
    ].join('\n');
    expect(view(operators)).toBe(
      'SELECT `k`, `window_start`, `window_end`, `c`, `rank`, `event_time` FROM ( SELECT *, ROW_NUMBER() OVER (PARTITION BY `window_start`, `window_end`, `k` ORDER BY `c` DESC NULLS LAST, `order_2` ASC NULLS LAST) AS `rank` FROM (SELECT *, `c` * 2 AS `order_2` FROM `w`) ) WHERE `rank` <= 3',
    );
  });
});

test('a pattern has a variable for each row, and one for the rows in between', () => {
  const operators = `op:
  type: pattern
  inputs: [in]
  key: [k]
  sequence: [{ name: hot, where: v > 85, times: 2 }, { name: cool, where: v < 70, next: true }]
  within: 60s
  columns: { k: hot.k, since: first(hot.ts), peak: max(hot.v), until: cool.ts, rows: count(*) }`;
  expect(view(operators)).toBe(
    [
      'SELECT `k_` AS `k`, `since`, `peak`, `until`, `rows`, `event_time` FROM `in` MATCH_RECOGNIZE ( PARTITION BY `k` ORDER BY `event_time`',
      'MEASURES `hot_2`.`k` AS `k_`, COALESCE(`hot_1`.`ts`, `hot_2`.`ts`) AS `since`,',
      'GREATEST(COALESCE(`hot_1`.`v`, `hot_2`.`v`), COALESCE(`hot_2`.`v`, `hot_1`.`v`)) AS `peak`, `cool`.`ts` AS `until`,',
      'CAST(2 AS BIGINT) + CAST(1 AS BIGINT) AS `rows`, MATCH_ROWTIME() AS `event_time`',
      'ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW',
      "PATTERN (`hot_1` `before_hot_2`* `hot_2` `cool`) WITHIN INTERVAL '1' MINUTE",
      'DEFINE `hot_1` AS `hot_1`.`v` > 85, `before_hot_2` AS (`before_hot_2`.`v` > 85) IS NOT TRUE, `hot_2` AS `hot_2`.`v` > 85, `cool` AS `cool`.`v` < 70 )',
    ].join(' '),
  );
});

describe('a table', () => {
  const sinks = 'out: { type: file, inputs: [in], path: out, format: ndjson, rolling: { size: 1MiB, interval: 90s } }';

  test('of a file has the watermark of here, which is a millisecond less', () => {
    expect(statementsFor('in', { sinks })).toEqual([
      "CREATE TEMPORARY TABLE `in_table` ( `ts` STRING, `k` STRING, `v` DOUBLE, `n` BIGINT, `event_time` AS CASE WHEN `ts` LIKE '____-%' THEN TRY_CAST(REPLACE(REPLACE(`ts`, 'T', ' '), 'Z', '') AS TIMESTAMP(3)) ELSE CAST(TO_TIMESTAMP_LTZ(TRY_CAST(`ts` AS BIGINT), 3) AS TIMESTAMP(3)) END, WATERMARK FOR `event_time` AS `event_time` - INTERVAL '2.001' SECOND ) WITH ( 'connector' = 'filesystem', 'path' = '/data/in.ndjson', 'format' = 'json', 'json.timestamp-format.standard' = 'ISO-8601' )",
      "CREATE TEMPORARY VIEW `in` AS SELECT CASE WHEN `ts` LIKE '____-%' THEN TRY_CAST(REPLACE(REPLACE(`ts`, 'T', ' '), 'Z', '') AS TIMESTAMP(3)) ELSE CAST(TO_TIMESTAMP_LTZ(TRY_CAST(`ts` AS BIGINT), 3) AS TIMESTAMP(3)) END AS `ts`, `k`, `v`, `n`, `event_time` FROM `in_table`",
    ]);
  });

  test('of a file sink', () => {
    expect(statementsFor('out', { sinks })).toEqual([
      "CREATE TEMPORARY TABLE `out` ( `ts` TIMESTAMP_LTZ(3), `k` STRING, `v` DOUBLE, `n` BIGINT ) WITH ( 'connector' = 'filesystem', 'path' = '/data/out', 'sink.rolling-policy.file-size' = '1048576b', 'sink.rolling-policy.rollover-interval' = '90 s', 'format' = 'json', 'json.timestamp-format.standard' = 'ISO-8601' )",
    ]);
  });

  test('of Kafka is a topic called like the node', () => {
    const [table] = statementsFor('in', { sinks, tables: 'kafka' });
    expect(table).toContain(
      "'connector' = 'kafka', 'topic' = 'in', 'properties.bootstrap.servers' = '${KAFKA_SERVERS}', 'properties.isolation.level' = 'read_committed', 'scan.startup.mode' = 'earliest-offset', 'scan.watermark.emit.strategy' = 'on-event'",
    );
    expect(statementsFor('out', { sinks, tables: 'kafka' })[0]).toContain("'sink.delivery-guarantee' = 'exactly-once'");
  });

  test('stands for what only this machine has, at a path that is given', () => {
    const sources = 'sensors: { type: system }';
    const all = 'out: { type: console, inputs: [sensors] }';
    const [open] = statementsFor('sensors', { sources, sinks: all });
    expect(open).toContain("'path' = '${SENSORS_PATH}'");
    const [given] = statementsFor('sensors', { sources, sinks: all, paths: { sensors: '/r/sensors.ndjson' } });
    expect(given).toContain("'path' = '/r/sensors.ndjson'");
  });

  test('reads nested and renamed fields', () => {
    const sources =
      'in: { type: file, path: in.ndjson, format: ndjson, schema: { deep: { type: double, from: a.b }, other: { type: string, from: name } } }';
    const [table, view] = statementsFor('in', { sources, sinks: 'out: { type: console, inputs: [in] }' });
    expect(table).toContain('( `a` ROW<`b` DOUBLE>, `name` STRING )');
    expect(view).toContain('SELECT `a`.`b` AS `deep`, `name` AS `other` FROM');
  });

  test('has the event time of a field with another name, and fields that two columns are read from', () => {
    const schema =
      'when: { type: timestamp, from: a.ts }, then: { type: timestamp, from: a.ts }, ts: { type: string, from: b }';
    const sources = `in: { type: file, path: in.ndjson, format: ndjson, schema: { ${schema} }, event_time: { column: when } }`;
    const [table] = statementsFor('in', { sources, sinks: 'out: { type: console, inputs: [in] }' });
    expect(table).toContain("( `a` ROW<`ts` STRING>, `b` STRING, `event_time` AS CASE WHEN `a`.`ts` LIKE '____-%'");
  });

  test('of what is only shown here takes the rows and keeps none', () => {
    const shown = 'chart: { type: chart, inputs: [in] }\nnone: { type: discard, inputs: [in] }';
    expect(statementsFor('chart', { sinks: shown })[0]).toContain("'connector' = 'blackhole'");
    expect(statementsFor('none', { sinks: shown })[0]).toContain("'connector' = 'blackhole'");
  });
});

test('all sinks are one statement set, in UTC, and the hidden time goes into none', () => {
  const sinks = 'a: { type: console, inputs: [in] }\nb: { type: console, inputs: [in] }';
  const statements = statementsFor(null, { sinks });
  expect(statements).toContain("SET 'table.local-time-zone' = 'UTC'");
  expect(statements.at(-1)).toBe(
    'EXECUTE STATEMENT SET BEGIN INSERT INTO `a` SELECT CAST(`ts` AS TIMESTAMP_LTZ(3)), `k`, `v`, `n` FROM `in`; INSERT INTO `b` SELECT CAST(`ts` AS TIMESTAMP_LTZ(3)), `k`, `v`, `n` FROM `in`; END',
  );
});

test('the hidden time is called otherwise where a column has its name', () => {
  const sources = SOURCE.replaceAll('ts', 'event_time');
  const [table] = statementsFor('in', { sources, sinks: 'out: { type: console, inputs: [in] }' });
  expect(table).toContain('WATERMARK FOR `event_time_` AS');
});

test('the text has each node as a comment', () => {
  const result = exportOf({ operators: 'op: { type: filter, inputs: [in], where: v > 1 }' });
  expect('text' in result && result.text.split('\n').filter((line) => line.startsWith('--'))).toEqual([
    '-- test',
    '-- in_table: the rows of its file',
    '-- in',
    '-- op',
    '-- out: printed by the task managers',
    '-- all sinks as one job',
  ]);
});
