import { fileSink, max, streamEnvironment, systemSource, Tumbling } from '../../engine/api/index.ts';

const env = streamEnvironment({ name: 'hot-sensors' });
env
  .fromSource('sensors', systemSource({ metrics: ['hw.temperature'] }))
  .keyBy('entity')
  .window(Tumbling.eventTime('10s'))
  .aggregate((col) => ({ fahrenheit: max(col('value').times(1.8).plus(32)) }))
  .uid('window-10s')
  .filter((col) => col('fahrenheit').gt(185).and(col('entity').ne('battery')))
  .uid('hot')
  .sinkTo(fileSink({ path: 'recordings/hot', format: 'csv' }))
  .uid('keep');

console.log(env.toYaml());
