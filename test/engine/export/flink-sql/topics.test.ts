import { describe, expect, test } from 'vitest';
import { refusalsOf, SOURCE, statementsFor } from './export-of.ts';

const BROKER = 'brokers: ["localhost:9092"]';
const source = (rest: string): string =>
  `in: { type: kafka, ${BROKER}, topic: readings, schema: { ts: timestamp, v: double }${rest} }`;
const shown = 'out: { type: console, inputs: [in] }';

describe('a source of type kafka', () => {
  test('is a table of its topic, of which only committed rows are read, each partition with its watermark', () => {
    const event = ', event_time: { column: ts, out_of_orderness: 2s, idle_timeout: 30s }, start: latest, until: latest';
    const [table] = statementsFor('in', { sources: source(event), sinks: shown });
    expect(table!.slice(table!.indexOf('WITH ('))).toBe(
      "WITH ( 'connector' = 'kafka', 'topic' = 'readings', 'properties.bootstrap.servers' = 'localhost:9092', 'properties.isolation.level' = 'read_committed', 'scan.startup.mode' = 'latest-offset', 'scan.bounded.mode' = 'latest-offset', 'scan.watermark.emit.strategy' = 'on-event', 'scan.watermark.idle-timeout' = '30 s', 'format' = 'json', 'json.timestamp-format.standard' = 'ISO-8601' )",
    );
    expect(table).toContain("WATERMARK FOR `event_time` AS `event_time` - INTERVAL '2.001' SECOND");
  });

  test('has keys, partitions, offsets, times and headers as columns', () => {
    const places = {
      k: 'string, from: $key',
      p: 'bigint, from: $partition',
      o: 'double, from: $offset',
      t: 'timestamp, from: $timestamp',
      ms: 'bigint, from: $timestamp',
      site: 'string, from: $headers.site',
    };
    const schema = Object.entries(places).map(([name, place]) => `${name}: { type: ${place} }`);
    const sources = `in: { type: kafka, ${BROKER}, topic: readings, schema: { v: double, ${schema.join(', ')} }, event_time: { column: t } }`;
    const [table, view] = statementsFor('in', { sources, sinks: shown });
    expect(table).toContain(
      "( `v` DOUBLE, `$key` STRING, `$partition` INT METADATA FROM 'partition' VIRTUAL, `$offset` BIGINT METADATA FROM 'offset' VIRTUAL, `$timestamp` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp', `$headers` MAP<STRING, BYTES> METADATA FROM 'headers', `event_time` AS CAST(`$timestamp` AS TIMESTAMP(3)),",
    );
    expect(table).toContain("'key.format' = 'raw', 'key.fields' = '$key', 'value.fields-include' = 'EXCEPT_KEY'");
    expect(view).toContain(
      "SELECT `v`, `$key` AS `k`, CAST(`$partition` AS BIGINT) AS `p`, CAST(`$offset` AS DOUBLE) AS `o`, CAST(`$timestamp` AS TIMESTAMP(3)) AS `t`, EXTRACT(EPOCH FROM CAST(`$timestamp` AS TIMESTAMP(3))) * 1000 + EXTRACT(MILLISECOND FROM CAST(`$timestamp` AS TIMESTAMP(3))) AS `ms`, DECODE(`$headers`['site'], 'UTF-8') AS `site`",
    );
  });

  test('is reached by TLS and SASL, the password left as it stands', () => {
    const how =
      ', tls: { ca: /c/ca.pem, certificate: /c/a.pem, key: /c/a.key }, sasl: { mechanism: scram-sha-512, username: \'a"b\', password: "${PASS}" }';
    const [table] = statementsFor('in', { sources: source(how), sinks: shown });
    expect(table).toContain(
      "'properties.security.protocol' = 'SASL_SSL', 'properties.ssl.truststore.type' = 'PEM', 'properties.ssl.truststore.location' = '/c/ca.pem', 'properties.ssl.keystore.type' = 'PEM', 'properties.ssl.keystore.location' = '${IN_KEYSTORE}', 'properties.sasl.mechanism' = 'SCRAM-SHA-512', 'properties.sasl.jaas.config' = 'org.apache.flink.kafka.shaded.org.apache.kafka.common.security.scram.ScramLoginModule required username=\"a\\\"b\" password=\"long enough to be one\";'",
    );
  });

  test('becomes a file of its rows where that is asked for', () => {
    const [table] = statementsFor('in', { sources: source(''), sinks: shown, paths: { in: '/r/in.ndjson' } });
    expect(table).toContain("`ts` TIMESTAMP_LTZ(3), `v` DOUBLE ) WITH ( 'connector' = 'filesystem'");
  });

  test('among files is found idle all the same', () => {
    const sources = `${source(', event_time: { column: ts, idle_timeout: 1s }')}\n${SOURCE.replace('in:', 'file:')}`;
    const both = `${shown}\nother: { type: console, inputs: [file] }`;
    expect(statementsFor(null, { sources, sinks: both })).toContain("SET 'pipeline.auto-watermark-interval' = '1 ms'");
  });
});

describe('a sink of type kafka', () => {
  const sink = (rest: string): string => `out: { type: kafka, inputs: [in], ${BROKER}, topic: averages${rest} }`;

  test('writes key, time and headers as texts beside the value, in transactions that any cluster allows', () => {
    const parts = { sinks: sink(', key: n, headers: { site: k, "it\'s": ts }') };
    const [table] = statementsFor('out', parts);
    expect(table).toBe(
      "CREATE TEMPORARY TABLE `out` ( `ts` TIMESTAMP_LTZ(3), `k` STRING, `v` DOUBLE, `n` BIGINT, `$key` STRING, `$timestamp` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp', `$headers` MAP<STRING, BYTES> METADATA FROM 'headers' ) WITH ( 'connector' = 'kafka', 'topic' = 'averages', 'properties.bootstrap.servers' = 'localhost:9092', 'sink.delivery-guarantee' = 'exactly-once', 'sink.transactional-id-prefix' = 'test-out', 'properties.transaction.timeout.ms' = '900000', 'format' = 'json', 'json.timestamp-format.standard' = 'ISO-8601', 'key.format' = 'raw', 'key.fields' = '$key', 'value.fields-include' = 'EXCEPT_KEY' )",
    );
    expect(statementsFor(null, parts).at(-1)).toContain(
      "SELECT CAST(`ts` AS TIMESTAMP_LTZ(3)), `k`, `v`, `n`, CAST(`n` AS STRING), CAST(`event_time` AS TIMESTAMP_LTZ(3)), MAP['site', ENCODE(`k`, 'UTF-8'), 'it''s', ENCODE(DATE_FORMAT(`ts`, 'yyyy-MM-dd''T''HH:mm:ss.SSS''Z'''), 'UTF-8')] FROM `in`",
    );
  });

  test('is compressed where it says so, as is a file that becomes a topic', () => {
    const gzip = "'properties.compression.type' = 'gzip'";
    expect(statementsFor('out', { sinks: sink('') })[0]).not.toContain('compression');
    expect(statementsFor('out', { sinks: sink(', compress: gzip') })[0]).toContain(gzip);
    const file = 'out: { type: file, inputs: [in], path: out, compress: gzip }';
    expect(statementsFor('out', { sinks: file, tables: 'kafka' })[0]).toContain(gzip);
    expect(statementsFor('out', { sinks: file })[0]).not.toContain('compression');
  });

  test('writes at once where it says so, and under its own name', () => {
    expect(statementsFor('out', { sinks: sink(', delivery: at_least_once') })[0]).not.toContain('sink.delivery');
    expect(statementsFor('out', { sinks: sink(', transactional_id: desk-17') })[0]).toContain(
      "'sink.transactional-id-prefix' = 'desk-17'",
    );
  });

  test('is refused where nothing would ever be committed', () => {
    const settings = '{ checkpoint: { mode: none } }';
    const why =
      'delivery: exactly_once on out: without checkpoints Flink commits nothing before the end; set settings.checkpoint.mode to exactly_once, or delivery to at_least_once';
    expect(refusalsOf({ sinks: sink(''), settings })).toEqual([why]);
    expect(refusalsOf({ sinks: sink(', delivery: at_least_once'), settings })).toEqual([]);
    expect(refusalsOf({ sinks: sink(''), settings, kinds: { out: 'filesystem' } })).toEqual([]);
  });

  test('is refused where Flink would print its key or a header otherwise', () => {
    expect(refusalsOf({ sinks: sink(', key: v, headers: { h: v }') })).toEqual([
      'key on out: Flink prints 1 as 1.0; CAST v to BIGINT before, or take a column of text',
      'the header h on out: Flink prints 1 as 1.0; CAST v to BIGINT before, or take a column of text',
    ]);
  });
});

test('what only this machine has becomes a topic, a file beside it stays one', () => {
  const parts = {
    sources: 'sensors: { type: system }',
    sinks: 'keep: { type: file, inputs: [sensors], path: keep }',
    kinds: { sensors: 'kafka' },
    topics: { sensors: 'desks' },
  } as const;
  expect(statementsFor('sensors', parts)[0]).toContain(
    "'connector' = 'kafka', 'topic' = 'desks', 'properties.bootstrap.servers' = '${KAFKA_SERVERS}'",
  );
  expect(statementsFor('keep', parts)[0]).toContain("'connector' = 'filesystem'");
});
