import { avg, count, fromRows, streamEnvironment, Tumbling } from '../../engine/api/index.ts';

const columns = { ts: 'timestamp', sensor: 'string', value: 'double' } as const;
const rows = [
  { ts: 1_000, sensor: 'cpu', value: 40 },
  { ts: 9_500, sensor: 'cpu', value: 50 },
  { ts: 4_000, sensor: 'disk', value: 30 },
  { ts: 12_000, sensor: 'cpu', value: 90 },
  { ts: 3_000, sensor: 'cpu', value: 10 },
];

const env = streamEnvironment({ name: 'averages' });
const results = env
  .fromSource('rows', fromRows(columns, rows, { eventTime: { column: 'ts', outOfOrderness: '2s' } }))
  .keyBy('sensor')
  .window(Tumbling.eventTime('10s'))
  .sideOutputLateData((late) => late.forEach(({ sensor, value }) => console.log(`late: ${sensor} ${value}`)))
  .aggregate({ n: count(), avg: avg('value') })
  .filter((col) => col('avg').ge(30))
  .collect();

await env.execute();
for (const { sensor, window_end, n, avg } of results.rows) console.log(sensor, window_end, n, avg);
