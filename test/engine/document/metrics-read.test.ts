import { expect, test } from 'vitest';
import { chartsOf, metricsRead, readDocument } from '../../../engine/document/index.ts';

/** The metrics that reach the sink of a pipeline with these operators; its last operator is `end`. */
function metricsOf(operators: string, metrics = "['*']"): readonly string[] {
  const text = `version: 1
name: metrics
sources: { sensors: { type: system, metrics: ${metrics} } }
operators:
${operators}
sinks: { out: { type: discard, inputs: [end] } }`;
  const result = readDocument(text, { file: 'a.yaml', baseFolder: '/data', environment: {} });
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return metricsRead(result.plan, 'out');
}

function filter(where: string): string {
  return `  end: { type: filter, inputs: [sensors], where: "${where}" }`;
}

test('conditions on the metric tell which metrics come through', () => {
  const conditions = [
    "metric = 'a'",
    "'a' = metric",
    "metric IN ('a', 'b')",
    "metric = 'a' OR metric = 'b' OR metric LIKE 'c.%'",
    "metric = 'a' AND value > 1",
    "value > 1 AND (metric = 'a' OR metric = 'b') AND entity = 'total'",
    "metric LIKE 'system.%' AND metric IN ('system.cpu', 'hw.fan')",
    "metric LIKE 'system.%.io' AND metric LIKE 'system.%'",
  ];
  expect(conditions.map((where) => metricsOf(filter(where)))).toEqual([
    ['a'],
    ['a'],
    ['a', 'b'],
    ['a', 'b', 'c.*'],
    ['a'],
    ['a', 'b'],
    ['system.cpu'],
    ['system.*.io'],
  ]);
});

test('other conditions tell nothing', () => {
  const conditions = [
    "metric <> 'a'",
    "metric = 'a' OR value > 1",
    "NOT metric = 'a'",
    "UPPER(metric) = 'A'",
    "entity = 'total'",
    'metric = entity',
    "metric LIKE 'a!%' ESCAPE '!'",
  ];
  expect(conditions.map((where) => metricsOf(filter(where)))).toEqual(conditions.map(() => []));
});

test('what the source is told to read counts too', () => {
  expect(metricsOf(filter('value > 1'), '[system.cpu.*]')).toEqual(['system.cpu.*']);
  expect(metricsOf(filter("metric = 'system.cpu.utilization'"), '[system.*, hw.*]')).toEqual([
    'system.cpu.utilization',
  ]);
});

test('a window and a select in between change nothing, unless they give the metric another meaning', () => {
  const before = `  cpu: { type: filter, inputs: [sensors], where: "metric = 'a'" }`;
  const window = `${before}
  end:
    type: window
    inputs: [cpu]
    window: { type: tumbling, size: 10s }
    aggregate: { avg: avg(value) }`;
  const renamed = `${before}
  other: { type: select, inputs: [cpu], columns: { metric: entity } }
  end: { type: filter, inputs: [other], where: "metric = 'b'" }`;
  const kept = `  same: { type: select, inputs: [sensors], columns: { metric: metric } }
  end: { type: filter, inputs: [same], where: "metric = 'b'" }`;
  expect([window, renamed, kept].map((operators) => metricsOf(operators))).toEqual([['a'], ['a'], ['b']]);
});

test('charts come in the order of the document, with what is needed to show them', () => {
  const text = `version: 1
name: charts
sources:
  sensors: { type: system }
  numbers: { type: generator, columns: { n: { sequence: {} }, y: { uniform: {} } } }
operators: { cpu: { type: filter, inputs: [sensors], where: "metric = 'system.cpu.utilization'" } }
sinks:
  zebra: { type: chart, inputs: [cpu], title: Load, unit: "1" }
  files: { type: file, inputs: [cpu], path: out }
  apple: { type: chart, inputs: [numbers], x: n }`;
  const result = readDocument(text, { file: 'a.yaml', baseFolder: '/data', environment: {} });
  expect('plan' in result && chartsOf(result.plan)).toEqual([
    { id: 'zebra', title: 'Load', unit: '1', isTime: true, metrics: ['system.cpu.utilization'] },
    { id: 'apple', title: 'apple', unit: null, isTime: false, metrics: [] },
  ]);
});
