import { deepEqual, throws } from 'node:assert/strict';
import { describe, test } from 'vitest';
import * as api from '../../../engine/api/index.ts';
import { readDocument } from '../../../engine/document/index.ts';

const { avg, count, max, streamEnvironment, Tumbling } = api;

const place = { baseFolder: '/data' };

const sensors = () =>
  api.fileSource({
    path: 'sensors.ndjson',
    format: 'ndjson',
    schema: { ts: 'timestamp', metric: 'string', entity: 'string', value: 'double' },
    eventTime: { column: 'ts', outOfOrderness: '2s' },
  });

const SENSORS = {
  type: 'file',
  path: 'sensors.ndjson',
  format: 'ndjson',
  schema: { ts: 'timestamp', metric: 'string', entity: 'string', value: 'double' },
  event_time: { column: 'ts', out_of_orderness: '2s' },
};

describe('a program', () => {
  test('makes the document that a person would write', () => {
    const env = streamEnvironment({ name: 'cpu-by-10s', settings: { batch: { size: 10 } } });
    env
      .fromSource('sensors', sensors())
      .filter((col) => col('value').gt(85).and(col('metric').eq('hw.temperature')))
      .uid('hot')
      .keyBy('entity')
      .window(Tumbling.eventTime('10s'))
      .allowedLateness('30s')
      .sideOutputLateData((late) => late.sinkTo(api.discard()).uid('too-late'))
      .aggregate({ n: count(), avg: avg('value') })
      .uid('window-10s')
      .sinkTo(api.fileSink({ path: 'out', rolling: { size: '10MiB' } }))
      .uid('keep');
    deepEqual(env.toDocument(), {
      version: 1,
      name: 'cpu-by-10s',
      settings: { batch: { size: 10 } },
      sources: { sensors: SENSORS },
      operators: {
        hot: { type: 'filter', inputs: ['sensors'], where: "value > 85 AND metric = 'hw.temperature'" },
        'window-10s': {
          type: 'window',
          inputs: ['hot'],
          window: { type: 'tumbling', size: '10s' },
          key: ['entity'],
          aggregate: { n: 'count(*)', avg: 'avg(value)' },
          allowed_lateness: '30s',
        },
      },
      sinks: {
        'too-late': { type: 'discard', inputs: ['window-10s.late'] },
        keep: { type: 'file', inputs: ['window-10s'], path: 'out', rolling: { size: '10MiB' } },
      },
    });
    deepEqual([env.isPortable, env.portability()], [true, []]);
  });

  test('writes sources and sinks of Kafka as a person would', () => {
    const env = streamEnvironment({ name: 'topics' });
    const place = { brokers: ['a:1'], topic: 't', tls: { ca: 'ca.pem' } } as const;
    const sasl = { mechanism: 'plain', username: 'me', password: '${SECRET}' } as const;
    const schema = { ts: 'timestamp', k: { type: 'string', from: '$key' } } as const;
    env
      .fromSource('in', api.kafkaSource({ ...place, sasl, schema, until: 'latest', eventTime: { column: 'ts' } }))
      .sinkTo(api.kafkaSink({ ...place, key: 'k', headers: { at: 'ts' }, compress: 'gzip', transactionalId: 'desk-1' }))
      .uid('out');
    const { sources, sinks } = env.toDocument();
    deepEqual(sources, {
      in: { type: 'kafka', ...place, sasl, schema, until: 'latest', event_time: { column: 'ts' } },
    });
    deepEqual(sinks, {
      out: {
        type: 'kafka',
        inputs: ['in'],
        ...place,
        key: 'k',
        headers: { at: 'ts' },
        compress: 'gzip',
        transactional_id: 'desk-1',
      },
    });
  });

  test('writes each source and sink of HTTP as a person would', () => {
    const env = streamEnvironment({ name: 'answers' });
    const secret = { authorization: 'Bearer ${TOKEN}' };
    env
      .fromSource('node', api.prometheusSource({ url: 'https://a', every: '5s', metrics: ['n_*'] }))
      .sinkTo(api.discard());
    env
      .fromSource(
        'list',
        api.httpSource({
          url: 'https://b',
          format: 'json',
          schema: { n: 'bigint' },
          received: 'at',
          items: 'a.b',
          headers: secret,
          client: { certificate: 'c.pem', key: 'c.key' },
          eventTime: { column: 'at' },
        }),
      )
      .sinkTo(api.httpSink({ url: 'https://c', batch: { size: 10 }, buffer: { size: '1GiB' }, headers: secret }))
      .uid('post');
    deepEqual(env.toDocument().sinks['post'], {
      type: 'http',
      inputs: ['list'],
      url: 'https://c',
      headers: secret,
      batch: { size: 10 },
      buffer: { size: '1GiB' },
    });
    deepEqual(env.toDocument().sources, {
      node: { type: 'http', url: 'https://a', every: '5s', format: 'prometheus', metrics: ['n_*'] },
      list: {
        type: 'http',
        url: 'https://b',
        headers: secret,
        client: { certificate: 'c.pem', key: 'c.key' },
        format: 'json',
        schema: { n: 'bigint' },
        received: 'at',
        items: 'a.b',
        event_time: { column: 'at' },
      },
    });
  });

  test('has the plan of its document, which is the plan of any document of these words', () => {
    const env = streamEnvironment({ name: 'p' });
    env
      .fromSource('sensors', sensors())
      .extend((col) => ({ percent: col('value').times(100) }))
      .keyBy('metric', 'entity')
      .window(api.Sliding.eventTime('10s', '2s'))
      .aggregate((col) => ({ peak: max(col('percent')), mean: api.sum(col('value')).dividedBy(count()) }))
      .sinkTo(api.chart({ x: 'window_end', y: 'peak', series: 'entity' }));
    const read = readDocument(env.toYaml(), { file: 'p.yaml', baseFolder: '/data', environment: {} });
    deepEqual({ plan: env.plan(place) }, read);
    deepEqual('plan' in read && read.plan.nodes[2]!.schema, [
      { name: 'metric', type: 'string' },
      { name: 'entity', type: 'string' },
      { name: 'window_start', type: 'timestamp' },
      { name: 'window_end', type: 'timestamp' },
      { name: 'peak', type: 'double' },
      { name: 'mean', type: 'double' },
    ]);
  });

  test('numbers the nodes that it gave no id, past those that are taken', () => {
    const env = streamEnvironment();
    const rows = env.fromSource('filter-1', api.systemSource({ interval: '1s', eventTime: { outOfOrderness: '1s' } }));
    rows.filter('value > 1').sinkTo(api.consoleSink());
    rows.filter('value > 2').sinkTo(api.consoleSink());
    const { sources, operators, sinks } = env.toDocument();
    deepEqual(
      [sources, Object.keys(operators!), Object.keys(sinks)],
      [
        { 'filter-1': { type: 'system', interval: '1s', event_time: { column: 'ts', out_of_orderness: '1s' } } },
        ['filter-2', 'filter-3'],
        ['console-1', 'console-2'],
      ],
    );
  });

  test('is refused with all its mistakes, as any document is', () => {
    const env = streamEnvironment({ name: 'wrong' });
    env.fromSource('sensors', sensors()).filter('valeu > 1').filter('value + 1').sinkTo(api.discard());
    throws(() => env.plan(place), {
      code: 'bad-document',
      message:
        'program "wrong":21:12: operators.filter-1.where: unknown column "valeu", did you mean "value"?\n' +
        'program "wrong":26:12: operators.filter-2.where: the condition gives a double, write one that is TRUE or FALSE, such as value > 85',
    });
  });

  test('is told that an SQL text has another type than it said, wherever it stands', () => {
    const { abs, cast, double, iff, lit, sql, sum } = api;
    type Readings = api.DataStream<api.ReadingColumns, true>;
    const told = <C extends api.Columns, T extends boolean>(build: (rows: Readings) => api.DataStream<C, T>) => {
      const env = streamEnvironment();
      build(env.fromSource('sensors', api.systemSource())).uid('made').sinkTo(api.discard());
      return () => env.plan(place);
    };
    const wrong = sql('bigint', 'value * 2');
    const message = `"value * 2" of "made" is declared as bigint, but is double; write sql('double', …)`;
    throws(
      told((rows) => rows.select(() => ({ n: wrong }))),
      { code: 'bad-document', message },
    );
    throws(
      told((rows) => rows.extend((col) => ({ n: iff(col('value').gt(1), abs(wrong.times(2)), wrong) }))),
      { message },
    );
    throws(
      told((rows) => rows.select(() => ({ n: cast(wrong, 'string') }))),
      { message },
    );
    throws(
      told((rows) => rows.windowAll(api.Count.of(2)).aggregate({ n: sum(wrong) })),
      { message },
    );
    const aggregate = sql('double', 'count(*)');
    throws(
      told((rows) => rows.windowAll(api.Count.of(2)).aggregate({ n: aggregate.plus(1) })),
      {
        message: `"count(*)" of "made" is declared as double, but is bigint; write sql('bigint', …)`,
      },
    );
    const sequence = [{ name: 'a', where: 'value > 1' }] as const;
    throws(
      told((rows) => rows.keyBy('entity').pattern({ sequence, columns: () => ({ n: sql('double', 'a.ts') }) })),
      {
        message: `"a.ts" of "made" is declared as double, but is timestamp; write sql('timestamp', …)`,
      },
    );
    told((rows) => rows.select(() => ({ n: sql('double', 'value * 2').plus(double(1)), t: lit('a') })))();
  });

  test('cannot give two nodes one id', () => {
    const env = streamEnvironment();
    env.fromSource('a', sensors()).filter('TRUE').uid('a').sinkTo(api.discard());
    throws(() => env.toDocument(), /two nodes have the uid "a"; give each its own/);
  });
});

describe('operators say themselves as documents do:', () => {
  const operatorsOf = (build: (rows: ReturnType<typeof rowsOf>) => unknown) => {
    const env = streamEnvironment();
    build(rowsOf(env));
    return { ...env.toDocument().operators };
  };
  const rowsOf = (env: api.StreamEnvironment) => env.fromSource('sensors', sensors());
  const inputs = ['sensors'];

  test('select and map', () => {
    deepEqual(
      operatorsOf((rows) => rows.select('ts', 'value').map((col) => ({ half: col('value').dividedBy(2) }))),
      {
        'select-1': { type: 'select', inputs, columns: { ts: 'ts', value: 'value' } },
        'select-2': { type: 'select', inputs: ['select-1'], columns: { half: 'value / 2' } },
      },
    );
  });

  test('union', () => {
    deepEqual(
      operatorsOf((rows) => rows.filter('TRUE').union(rows)),
      {
        'filter-1': { type: 'filter', inputs, where: 'TRUE' },
        'union-1': { type: 'union', inputs: ['filter-1', 'sensors'] },
      },
    );
  });

  test('windows of every kind', () => {
    const { Count, Cumulate, Session, Sliding } = api;
    const shapes = [
      Tumbling.eventTime('10s', '-1s'),
      Sliding.eventTime('10s', '2s', '1s'),
      Session.eventTime('30s'),
      Cumulate.eventTime('1h', '5m'),
      Count.of(100),
      Tumbling.processingTime('1s'),
      Sliding.processingTime('2s', '1s'),
      Session.processingTime('1s'),
      Cumulate.processingTime('2s', '1s'),
    ];
    const all = operatorsOf((rows) => shapes.forEach((shape) => rows.windowAll(shape).aggregate({ n: count() })));
    const aggregate = { n: 'count(*)' };
    deepEqual(
      Object.values(all),
      [
        { window: { type: 'tumbling', size: '10s', offset: '-1s' } },
        { window: { type: 'sliding', size: '10s', slide: '2s', offset: '1s' } },
        { window: { type: 'session', gap: '30s' } },
        { window: { type: 'cumulate', size: '1h', step: '5m' } },
        { window: { type: 'count', size: 100 } },
        { window: { type: 'tumbling', size: '1s' }, time: 'processing' },
        { window: { type: 'sliding', size: '2s', slide: '1s' }, time: 'processing' },
        { window: { type: 'session', gap: '1s' }, time: 'processing' },
        { window: { type: 'cumulate', size: '2s', step: '1s' }, time: 'processing' },
      ].map((keys) => ({ type: 'window', inputs, ...keys, aggregate })),
    );
  });

  test('deduplicate', () => {
    deepEqual(
      operatorsOf((rows) => {
        rows.keyBy('entity').deduplicate({ ttl: '1h' });
        rows.keyBy('entity').deduplicate({ keep: 'changed', on: ['value'], onError: 'fail', rejects: 'bad.ndjson' });
      }),
      {
        'deduplicate-1': { type: 'deduplicate', inputs, key: ['entity'], ttl: '1h' },
        'deduplicate-2': {
          type: 'deduplicate',
          inputs,
          key: ['entity'],
          keep: 'changed',
          on: ['value'],
          rejects: 'bad.ndjson',
          on_error: 'fail',
        },
      },
    );
  });

  test('lag', () => {
    const { delta, ewma, lag, rateOfChange } = api;
    const columns = {
      before: lag('value'),
      third: lag('metric', 3),
      more: delta('value'),
      speed: rateOfChange('value'),
      calm: ewma('value', 0.1),
    };
    deepEqual(
      operatorsOf((rows) => rows.keyBy('entity').lag(columns)),
      {
        'lag-1': {
          type: 'lag',
          inputs,
          key: ['entity'],
          columns: {
            before: 'lag(value)',
            third: 'lag(metric, 3)',
            more: 'delta(value)',
            speed: 'rate(value)',
            calm: 'ewma(value, 0.1)',
          },
        },
      },
    );
  });

  test('top_n', () => {
    const { asc, desc } = api;
    const all = operatorsOf((rows) => {
      const windows = rows
        .keyBy('metric', 'entity')
        .window(Tumbling.eventTime('10s'))
        .aggregate({ avg: avg('value') });
      windows.keyBy('metric').topN({ n: 3, orderBy: (col) => [desc(col('avg')), asc(col('entity'))] });
      windows.topN({ n: 1, orderBy: (col) => desc(col('avg').plus(1)) });
    });
    deepEqual(
      [all['top-n-1'], all['top-n-2']],
      [
        { type: 'top_n', inputs: ['window-1'], key: ['metric'], order_by: ['avg DESC', 'entity'], n: 3 },
        { type: 'top_n', inputs: ['window-1'], order_by: ['avg + 1 DESC'], n: 1 },
      ],
    );
  });

  test('interval_join', () => {
    deepEqual(
      operatorsOf((rows) =>
        rows
          .keyBy('metric', 'entity')
          .intervalJoin(rows.filter('TRUE').keyBy('entity', 'metric'))
          .sideOutputLateData({ left: (late) => late.filter('FALSE'), right: (late) => late.filter('NULL') })
          .between('-5s', '5s')
          .select('left_value', 'right_ts'),
      ),
      {
        'filter-1': { type: 'filter', inputs, where: 'TRUE' },
        'interval-join-1': {
          type: 'interval_join',
          inputs: ['sensors', 'filter-1'],
          on: [
            ['metric', 'entity'],
            ['entity', 'metric'],
          ],
          between: ['-5s', '5s'],
        },
        'filter-2': { type: 'filter', inputs: ['interval-join-1.late'], where: 'FALSE' },
        'filter-3': { type: 'filter', inputs: ['interval-join-1.late-right'], where: 'NULL' },
        'select-1': {
          type: 'select',
          inputs: ['interval-join-1'],
          columns: { left_value: 'left_value', right_ts: 'right_ts' },
        },
      },
    );
    throws(() => operatorsOf((rows) => rows.keyBy('metric', 'entity').intervalJoin(rows.keyBy('entity'))), {
      message: 'intervalJoin pairs keys of as many columns, these are metric, entity and entity; key both sides alike',
    });
  });

  test('pattern', () => {
    deepEqual(
      operatorsOf((rows) =>
        rows.keyBy('entity').pattern({
          sequence: [
            { name: 'hot', where: (col) => col('value').gt(85), times: 3, consecutive: true },
            { name: 'cool', where: 'value < 70', next: true },
          ],
          within: '60s',
          columns: (of) => ({
            entity: of('hot', 'entity'),
            since: api.first(of('hot', 'ts')),
            peak: max(of('hot', 'value')),
            until: of('cool', 'ts'),
          }),
          afterMatch: 'skip_to_next',
        }),
      ),
      {
        'pattern-1': {
          type: 'pattern',
          inputs,
          key: ['entity'],
          sequence: [
            { name: 'hot', where: 'value > 85', times: 3, consecutive: true },
            { name: 'cool', where: 'value < 70', next: true },
          ],
          within: '60s',
          columns: { entity: 'hot.entity', since: 'first(hot.ts)', peak: 'max(hot.value)', until: 'cool.ts' },
          after_match: 'skip_to_next',
        },
      },
    );
  });
});
