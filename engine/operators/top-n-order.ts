import type { Batch } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import { compareText } from '../data/compare-text.ts';
import type { RankOrder } from '../document/plan.ts';
import type { Kernel, RowFailures } from '../expression/index.ts';
import { compileExpression } from '../expression/index.ts';
import { grownFloat64 } from '../state/arrays.ts';

/** What kept rows are ranked by, in arrays by slot. It follows from the rows themselves, so a snapshot need not hold it. */
export class TopNOrder {
  readonly #kernels: readonly Kernel[];
  readonly #columns: readonly RankedColumn[];
  #evaluated: readonly Column[] = [];

  constructor(orderBy: readonly RankOrder[]) {
    this.#kernels = orderBy.map(({ expression }) => compileExpression(expression));
    this.#columns = orderBy.map(({ expression, isDescending }) => {
      const sign = isDescending ? -1 : 1;
      return expression.type === 'string' ? new RankedTexts(sign) : new RankedNumbers(sign);
    });
  }

  /** Computes what the rows of `batch` are ranked by; rows that cannot be are in `failures`. */
  evaluate(batch: Batch, failures: RowFailures): void {
    this.#evaluated = this.#kernels.map((kernel) => kernel.evaluate(batch, failures));
  }

  /** Makes room for slots below `capacity`. */
  grow(capacity: number): void {
    for (const column of this.#columns) column.grow(capacity);
  }

  /** Keeps what row `row` of the batch in hand is ranked by in `slot`. */
  keep(row: number, slot: number): void {
    for (let c = 0; c < this.#columns.length; c++) this.#columns[c]!.keep(this.#evaluated[c]!, row, slot);
  }

  /** Below 0 where the row in slot `left` comes first, above 0 where that in `right` does, 0 where neither. Nulls come last. */
  compare(left: number, right: number): number {
    for (const column of this.#columns) {
      const order = column.compare(left, right);
      if (order !== 0) return order;
    }
    return 0;
  }
}

interface RankedColumn {
  grow(capacity: number): void;
  keep(column: Column, row: number, slot: number): void;
  compare(left: number, right: number): number;
}

/** Numbers, times, and booleans as 0 and 1; NaN for a null. */
class RankedNumbers implements RankedColumn {
  readonly #sign: number;
  #values = new Float64Array(0);

  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  grow(capacity: number): void {
    if (this.#values.length < capacity) this.#values = grownFloat64(this.#values, capacity);
  }

  keep({ values, nulls }: Column, row: number, slot: number): void {
    this.#values[slot] = nulls !== null && nulls[row] === 1 ? NaN : values[row]!;
  }

  compare(left: number, right: number): number {
    const a = this.#values[left]!;
    const b = this.#values[right]!;
    if (a < b) return -this.#sign;
    if (b < a) return this.#sign;
    return a === b ? 0 : Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  }
}

class RankedTexts implements RankedColumn {
  readonly #sign: number;
  readonly #texts: (string | null)[] = [];

  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  grow(capacity: number): void {
    while (this.#texts.length < capacity) this.#texts.push(null);
  }

  keep(column: Column, row: number, slot: number): void {
    const isNull = column.type !== 'string' || column.nulls?.[row] === 1;
    this.#texts[slot] = isNull ? null : column.dictionary.text(column.values[row]!);
  }

  compare(left: number, right: number): number {
    const a = this.#texts[left]!;
    const b = this.#texts[right]!;
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return a === b ? 0 : this.#sign * compareText(a, b);
  }
}
