import type { SinkHandle } from '../../../engine/api/stream.ts';
import {
  avg,
  count,
  desc,
  discard,
  fileSource,
  max,
  min,
  Sliding,
  streamEnvironment,
  sum,
  Tumbling,
} from '../../../engine/api/index.ts';
import type { Plan } from '../../../engine/document/plan.ts';
import { BATCH } from './documents.ts';
import { runPlan } from './engine.ts';
import type { Design } from './work.ts';
import { DISORDER_MS } from './rows.ts';
import { LEAST, TOP } from './work.ts';

type Built = 'A' | 'B' | 'C' | 'E';

/** The same pipelines built by programs against the engine's API; D's condition over the rows before only a document can say in one operator. */
export const programs: Design = {
  name: 'Millrace, built by the API',
  share: 1,
  run: {
    A: (rows) => runPlan('A', rows, planOf('A')),
    B: (rows) => runPlan('B', rows, planOf('B')),
    C: (rows) => runPlan('C', rows, planOf('C')),
    E: (rows) => runPlan('E', rows, planOf('E')),
  },
};

const plans = new Map<Built, Plan>();

function planOf(work: Built): Plan {
  const env = streamEnvironment({ name: `bench-${work.toLowerCase()}`, settings: { batch: { size: BATCH } } });
  const plan = plans.get(work) ?? (BUILDERS[work](sourceOf(env)).uid('end'), env.plan({ baseFolder: '/' }));
  plans.set(work, plan);
  return plan;
}

function sourceOf(env: ReturnType<typeof streamEnvironment>) {
  const schema = { ts: 'timestamp', key: 'string', value: 'double' } as const;
  const eventTime = { column: 'ts', outOfOrderness: `${DISORDER_MS}ms` } as const;
  return env.fromSource('rows', fileSource({ path: 'none.csv', format: 'csv', schema, eventTime }));
}

const BUILDERS: Readonly<Record<Built, (rows: ReturnType<typeof sourceOf>) => SinkHandle>> = {
  A: (rows) => rows.keyBy('key').window(Tumbling.eventTime('10s')).aggregate(SUMMARY).sinkTo(discard()),
  B: (rows) =>
    rows
      .filter((col) => col('value').gt(LEAST))
      .select((col) => ({ key: col('key'), load: col('value').times(1.75).plus(32) }))
      .sinkTo(discard()),
  C: (rows) =>
    rows
      .keyBy('key')
      .window(Sliding.eventTime('10s', '2s'))
      .aggregate({ n: count() })
      .topN({ n: TOP, orderBy: (col) => desc(col('n')) })
      .sinkTo(discard()),
  E: (rows) => rows.keyBy('key').window(Sliding.eventTime('10s', '2s')).aggregate(SUMMARY).sinkTo(discard()),
};

const SUMMARY = { count: count(), sum: sum('value'), min: min('value'), max: max('value'), avg: avg('value') };
