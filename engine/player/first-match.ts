import type { Batch } from '../data/batch.ts';
import { checkExpression, compilePredicate, RowFailures } from '../expression/index.ts';
import type { Predicate } from '../expression/index.ts';
import { Fault } from '../fault.ts';
import type { Manifest, RecordedTime } from '../recordings/recording.ts';
import { rowTimes } from './recorded-lines.ts';

/** Looks for the first row of a recording for which `condition` is TRUE; throws a Fault that says what is wrong with it. */
export function firstMatch(
  condition: string,
  { schema, eventTime }: Pick<Manifest, 'schema' | 'eventTime'>,
): FirstMatch {
  const checked = checkExpression(condition, schema);
  if ('problems' in checked) {
    const [problem] = checked.problems;
    throw new Fault('bad-request', `condition, character ${problem!.offset + 1}: ${problem!.message}`);
  }
  if (checked.expression.type !== 'boolean') {
    const advice = 'write a comparison, for example value > 80';
    throw new Fault(
      'bad-request',
      `condition: it gives a ${checked.expression.type}, neither true nor false; ${advice}`,
    );
  }
  return new FirstMatch(compilePredicate(checked.expression), eventTime);
}

class FirstMatch {
  readonly #predicate: Predicate;
  readonly #eventTime: RecordedTime | null;
  #at: number | null = null;
  #rows = new Int32Array(0);

  constructor(predicate: Predicate, eventTime: RecordedTime | null) {
    this.#predicate = predicate;
    this.#eventTime = eventTime;
  }

  /** The earliest moment at which it held; null: it did not. */
  get at(): number | null {
    return this.#at;
  }

  take(batch: Batch): void {
    const times = rowTimes(batch, this.#eventTime);
    if (times === null) return;
    if (this.#rows.length < batch.length) this.#rows = new Int32Array(batch.length);
    // A row that cannot be computed does not match.
    const count = this.#predicate.select(batch, new RowFailures(), this.#rows);
    for (let i = 0; i < count; i++) {
      const time = times[this.#rows[i]!]!;
      if (this.#at === null || time < this.#at) this.#at = time;
    }
  }
}
