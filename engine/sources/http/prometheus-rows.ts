import type { Batch } from '../../data/batch.ts';
import { BatchBuilder } from '../../data/batch-builder.ts';
import type { HttpSourceOptions } from '../../document/plan.ts';
import { metricMatcher } from '../../sensors/globs.ts';
import type { Reading } from '../../sensors/sensor.ts';
import type { SourceContext } from '../source.ts';
import { READING_SCHEMA } from '../../sensors/reading-schema.ts';
import type { Answer, AnswerRows } from './answer-rows.ts';
import { PrometheusText } from './prometheus-text.ts';
import type { Sample } from './prometheus-text.ts';
import { unitOf } from './prometheus-unit.ts';

/** A counter as it was at the poll before. */
interface Before {
  readonly value: number;
  /** By the clock of the sample where it has a time, else by ours. */
  readonly atMs: number;
  readonly round: number;
}

/**
 * The samples of a Prometheus text as readings, counters as rates: the first sight of one gives no row, and one that went back, or was away, is a
 * new start. A value that is no number is null.
 */
export class PrometheusRows implements AnswerRows {
  readonly #context: SourceContext;
  readonly #matches: (metric: string) => boolean;
  readonly #file: string;
  readonly #host: string;
  readonly #text = new PrometheusText();
  readonly #builder: BatchBuilder;
  readonly #counters = new Map<string, Before>();
  #round = 0;

  constructor({ endpoint, metrics }: HttpSourceOptions, context: SourceContext) {
    this.#context = context;
    this.#matches = metricMatcher(metrics);
    this.#file = endpoint.shown;
    this.#host = new URL(endpoint.url).host;
    this.#builder = new BatchBuilder(READING_SCHEMA, context.batchSize);
  }

  forget(): void {
    this.#counters.clear();
  }

  *batches(answer: Answer, gaps: readonly Reading[]): Generator<Batch, void> {
    this.#round++;
    for (const gap of gaps) this.#append(answer.atMs, gap);
    for (const sample of this.#text.read(answer.body.toString('utf8'))) {
      if ('reason' in sample) this.#context.reject({ file: this.#file, ...sample });
      else if (this.#matches(sample.name)) this.#take(sample, answer);
      if (this.#builder.length === this.#context.batchSize) yield this.#builder.take();
    }
    // What the other side no longer has starts anew where it comes back.
    for (const [key, { round }] of this.#counters) if (round !== this.#round) this.#counters.delete(key);
    yield this.#builder.take();
  }

  #take(sample: Sample, answer: Answer): void {
    const value = sample.kind === 'counter' ? this.#rate(sample, answer) : sample.value;
    if (value === null) return;
    const reading = { metric: sample.name, entity: sample.labels, value, unit: unitOf(sample) };
    this.#append(sample.timeMs ?? answer.atMs, reading);
  }

  /** Null where there is nothing to compare with. */
  #rate({ name, labels, value, timeMs }: Sample, { monotonicMs }: Answer): number | null {
    const key = name + labels;
    const before = this.#counters.get(key);
    const atMs = timeMs ?? monotonicMs;
    if (!Number.isFinite(value)) {
      this.#counters.delete(key);
      return null;
    }
    this.#counters.set(key, { value, atMs, round: this.#round });
    if (before === undefined || value < before.value || atMs <= before.atMs) return null;
    return ((value - before.value) * 1000) / (atMs - before.atMs);
  }

  #append(timeMs: number, { metric, entity, value, unit }: Reading): void {
    this.#builder.appendRow([timeMs, this.#host, metric, entity, Number.isFinite(value) ? value : null, unit]);
  }
}
