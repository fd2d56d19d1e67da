import type { Rows } from './rows.ts';
import { DISORDER_MS, KEY_NAMES } from './rows.ts';
import type { Design, Outcome } from './work.ts';
import { ALPHA, LEAST, LIMIT, PairOutcome, SLICES, SLIDE_MS, TOP, WINDOW_MS, WindowOutcome } from './work.ts';

/** One row as an object. */
export interface Row {
  readonly ts: number;
  readonly key: string;
  readonly value: number;
}

/** Row `i` of `rows`. */
export function rowAt(rows: Rows, i: number): Row {
  return { ts: rows.ts[i]!, key: KEY_NAMES[rows.key[i]!]!, value: rows.value[i]! };
}

/** The number of the key called `name`. */
export function keyNumber(name: string): number {
  return Number(name.slice(4));
}

/** An object for each row, all of one shape, given from function to function, with state in maps: good code of the usual kind. */
export const objects: Design = {
  name: 'objects, called directly',
  share: 0.2,
  run: {
    A: (rows) => pushAll(rows, new Windows()),
    B: (rows) => pushAll(rows, new Projection()),
    C: (rows) => pushAll(rows, new Tops()),
    D: (rows) => pushAll(rows, new Averages()),
  },
};

interface Stage {
  readonly outcome: Outcome;
  push(row: Row): void;
  end(): void;
}

function pushAll(rows: Rows, stage: Stage): Outcome {
  for (let i = 0; i < rows.length; i++) stage.push(rowAt(rows, i));
  stage.end();
  return stage.outcome;
}

interface Aggregate {
  count: number;
  sum: number;
  min: number;
  max: number;
}

/** A, by rows. */
export class Windows implements Stage {
  readonly #outcome = new WindowOutcome();
  readonly #open = new Map<number, Map<string, Aggregate>>();
  #watermark = -Infinity;
  #firstEnd = Infinity;

  get outcome(): Outcome {
    return this.#outcome.outcome;
  }

  push({ ts, key, value }: Row): void {
    const end = (Math.floor(ts / WINDOW_MS) + 1) * WINDOW_MS;
    let window = this.#open.get(end);
    if (window === undefined) {
      this.#open.set(end, (window = new Map<string, Aggregate>()));
      this.#firstEnd = Math.min(this.#firstEnd, end);
    }
    const known = window.get(key);
    if (known === undefined) window.set(key, { count: 1, sum: value, min: value, max: value });
    else {
      known.count++;
      known.sum += value;
      if (value < known.min) known.min = value;
      if (known.max < value) known.max = value;
    }
    this.#advance(ts - DISORDER_MS - 1);
  }

  end(): void {
    this.#advance(Infinity);
  }

  #advance(watermark: number): void {
    if (watermark <= this.#watermark) return;
    this.#watermark = watermark;
    while (this.#firstEnd - 1 <= watermark && 0 < this.#open.size) {
      const window = this.#open.get(this.#firstEnd)!;
      for (const [key, found] of window) {
        this.#outcome.add(keyNumber(key), this.#firstEnd, { ...found, avg: found.sum / found.count });
      }
      this.#open.delete(this.#firstEnd);
      this.#firstEnd = Math.min(...this.#open.keys());
    }
  }
}

class Projection implements Stage {
  readonly #outcome = new PairOutcome();

  get outcome(): Outcome {
    return this.#outcome.outcome;
  }

  push(row: Row): void {
    if (row.value > LEAST) this.#give({ key: row.key, load: row.value * 1.75 + 32 });
  }

  end(): void {
    // Nothing waits.
  }

  #give({ key, load }: { readonly key: string; readonly load: number }): void {
    this.#outcome.add(keyNumber(key), load);
  }
}

/** C, by rows, with slices. */
export class Tops implements Stage {
  readonly #outcome = new PairOutcome();
  readonly #slices = new Map<number, Map<string, number>>();
  #watermark = -Infinity;
  #next = Math.floor(-DISORDER_MS / SLIDE_MS);
  #last = this.#next;

  get outcome(): Outcome {
    return this.#outcome.outcome;
  }

  push({ ts, key }: Row): void {
    const slice = Math.floor(ts / SLIDE_MS);
    let counts = this.#slices.get(slice);
    if (counts === undefined) this.#slices.set(slice, (counts = new Map<string, number>()));
    counts.set(key, (counts.get(key) ?? 0) + 1);
    this.#last = Math.max(this.#last, slice);
    this.#watermark = Math.max(this.#watermark, ts - DISORDER_MS - 1);
    while ((this.#next + 1) * SLIDE_MS - 1 <= this.#watermark) this.#fire();
  }

  end(): void {
    while (this.#next < this.#last + SLICES) this.#fire();
  }

  #fire(): void {
    const last = this.#next++;
    const totals = new Map<string, number>();
    for (let slice = last - SLICES + 1; slice <= last; slice++) {
      for (const [key, count] of this.#slices.get(slice) ?? []) totals.set(key, (totals.get(key) ?? 0) + count);
    }
    const best = [...totals].sort((a, b) => b[1] - a[1]).slice(0, TOP);
    best.forEach(([, count], rank) => this.#outcome.add(rank + 1, count));
    this.#slices.delete(last - SLICES + 1);
  }
}

class Averages implements Stage {
  readonly #outcome = new PairOutcome();
  readonly #keys = new Map<string, { average: number; above: number }>();

  get outcome(): Outcome {
    return this.#outcome.outcome;
  }

  push({ key, value }: Row): void {
    let state = this.#keys.get(key);
    if (state === undefined) this.#keys.set(key, (state = { average: value, above: 0 }));
    else state.average = ALPHA * value + (1 - ALPHA) * state.average;
    state.above = value > LIMIT ? state.above + 1 : 0;
    if (3 <= state.above) this.#outcome.add(keyNumber(key), state.average);
  }

  end(): void {
    // Nothing waits.
  }
}
