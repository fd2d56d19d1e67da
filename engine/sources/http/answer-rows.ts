import type { Batch } from '../../data/batch.ts';
import type { HttpSourceOptions } from '../../document/plan.ts';
import type { Reading } from '../../sensors/sensor.ts';
import type { SourceContext } from '../source.ts';
import { jsonRows } from './json-rows.ts';
import { PrometheusRows } from './prometheus-rows.ts';
import { textRows } from './text-rows.ts';

/** One answer, and when it was asked for. */
export interface Answer {
  readonly body: Buffer;
  /** Milliseconds since 1970 UTC. */
  readonly atMs: number;
  /** By the clock that never goes back. */
  readonly monotonicMs: number;
}

/** Makes rows of answers. */
export interface AnswerRows {
  /** The rows of `answer`, after a row for each of `gaps` where the format has rows for that; throws a Fault where it is not what was expected. */
  batches(answer: Answer, gaps: readonly Reading[]): Generator<Batch, void>;
  /** What was not there for a while begins anew. */
  forget(): void;
}

/** What reads the answers of `options`. */
export function answerRows(options: HttpSourceOptions, context: SourceContext): AnswerRows {
  if (options.format === 'prometheus') return new PrometheusRows(options, context);
  const { format } = options;
  const read = format === 'json' ? jsonRows(options, context) : textRows({ ...options, format }, context);
  const { received } = options;
  return {
    *batches({ body, atMs }) {
      for (const batch of read(body)) yield received === null ? batch : withTime(batch, received, atMs);
    },
    forget: () => undefined,
  };
}

/** `batch` with a column before all others that has the same time in every row. */
function withTime(batch: Batch, name: string, timeMs: number): Batch {
  const values = new Float64Array(batch.length).fill(timeMs);
  return {
    ...batch,
    schema: [{ name, type: 'timestamp' }, ...batch.schema],
    columns: [{ type: 'timestamp', values, nulls: null }, ...batch.columns],
  };
}
