import { expect, test } from 'vitest';
import { PrometheusText } from '../../../../engine/sources/http/prometheus-text.ts';
import { unitOf } from '../../../../engine/sources/http/prometheus-unit.ts';

function read(text: string): unknown[] {
  return [...new PrometheusText().read(text)].map((sample) =>
    'reason' in sample
      ? [sample.line, sample.reason]
      : [sample.name, sample.labels, sample.value, sample.timeMs, sample.kind, unitOf(sample)],
  );
}

// The example of the format's own description.
const EXAMPLE = `# HELP http_requests_total The total number of HTTP requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{method="post",code="400"}    3 1395066363000

# Escaping in label values:
msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9

# Minimalistic line:
metric_without_timestamp_and_labels 12.47

# A weird metric from before the epoch:
something_weird{problem="division by zero"} +Inf -3982045

# TYPE http_request_duration_seconds histogram
http_request_duration_seconds_bucket{le="0.05"} 24054
http_request_duration_seconds_bucket{le="+Inf"} 144320
http_request_duration_seconds_sum 53423
http_request_duration_seconds_count 144320

# TYPE rpc_duration_seconds summary
rpc_duration_seconds{quantile="0.01"} 3102
rpc_duration_seconds_sum 1.7560473e+07
rpc_duration_seconds_count 2693
`;

test('the samples of the example in the description of the format are what they are described as', () => {
  expect(read(EXAMPLE)).toEqual([
    ['http_requests_total', '{code="200",method="post"}', 1027, 1395066363000, 'counter', '1/s'],
    ['http_requests_total', '{code="400",method="post"}', 3, 1395066363000, 'counter', '1/s'],
    [
      'msdos_file_access_time_seconds',
      '{error="Cannot find file:\\n\\"FILE.TXT\\"",path="C:\\\\DIR\\\\FILE.TXT"}',
      1.458255915e9,
      null,
      'gauge',
      's',
    ],
    ['metric_without_timestamp_and_labels', '', 12.47, null, 'gauge', '1'],
    ['something_weird', '{problem="division by zero"}', Infinity, -3982045000, 'gauge', '1'],
    ['http_request_duration_seconds_bucket', '{le="0.05"}', 24054, null, 'counter', '1/s'],
    ['http_request_duration_seconds_bucket', '{le="+Inf"}', 144320, null, 'counter', '1/s'],
    ['http_request_duration_seconds_sum', '', 53423, null, 'counter', '1'],
    ['http_request_duration_seconds_count', '', 144320, null, 'counter', '1/s'],
    ['rpc_duration_seconds', '{quantile="0.01"}', 3102, null, 'gauge', 's'],
    ['rpc_duration_seconds_sum', '', 1.7560473e7, null, 'counter', '1'],
    ['rpc_duration_seconds_count', '', 2693, null, 'counter', '1/s'],
  ]);
});

test('OpenMetrics names its counters without the ending of their samples, says units, and adds exemplars', () => {
  const text = `# TYPE sent counter
# UNIT sent bytes
sent_total{ a = "}, b" , c="x" } 17.5 1520879607.789 # {trace_id="K"} 0.67
sent_created 1520872607.123
# TYPE power_joules counter
power_joules_total NaN
# EOF
`;
  expect(read(text)).toEqual([
    ['sent_total', '{a="}, b",c="x"}', 17.5, 1520879607789, 'counter', 'By/s'],
    ['sent_created', '', 1520872607.123, null, 'gauge', 'By'],
    ['power_joules_total', '', NaN, null, 'counter', 'W'],
  ]);
});

test('a line that is no sample is told with its number and the reason, and the others are read', () => {
  const text = 'good 1\r\n{x="1"} 2\nbad{x=1} 2\nbad{x="1" 2\nbad\nbad one\nbad 1 2 3\nbad 1 x\nbad 1e\ngood 2';
  expect(read(text)).toEqual([
    ['good', '', 1, null, 'gauge', '1'],
    [2, 'no name of a metric at the start of the line'],
    [3, 'the labels are not written as {name="value",…}'],
    [4, 'the labels are not written as {name="value",…}'],
    [5, 'no value'],
    [6, 'the value is no number, "one"'],
    [7, 'something behind the value'],
    [8, 'something behind the value'],
    [9, 'the value is no number, "1e"'],
    ['good', '', 2, null, 'gauge', '1'],
  ]);
});
