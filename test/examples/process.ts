import { fromRows, streamEnvironment, valueState } from '../../engine/api/index.ts';

const columns = { ts: 'timestamp', sensor: 'string' } as const;
const rows = [
  { ts: 1_000, sensor: 'cpu' },
  { ts: 2_000, sensor: 'disk' },
  { ts: 4_000, sensor: 'cpu' },
  { ts: 20_000, sensor: 'cpu' },
];

const env = streamEnvironment({ name: 'silence' });
const alarms = env
  .fromSource('rows', fromRows(columns, rows, { eventTime: { column: 'ts' } }))
  .keyBy('sensor')
  .process({
    columns: { sensor: 'string', silentSince: 'timestamp' },
    state: { last: valueState<number>() },
    processElement(_row, { timestamp, state, timerService }) {
      const last = state.last.value();
      if (last !== null) timerService.deleteEventTimeTimer(last + 10_000);
      state.last.update(timestamp!);
      timerService.registerEventTimeTimer(timestamp! + 10_000);
    },
    onTimer(_timer, { key, state, collect }) {
      collect({ sensor: key.sensor, silentSince: state.last.value() });
    },
  })
  .collect();

await env.execute();
for (const { sensor, silentSince } of alarms.rows) console.log(sensor, silentSince);
for (const { id, why } of env.portability()) console.log(`${id}: ${why}`);
