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

  /** The same of rows `left` and `right` of the batch in hand, which need not be kept. */
  compareRows(left: number, right: number): number {
    for (let c = 0; c < this.#columns.length; c++) {
      const order = this.#columns[c]!.compareRows(this.#evaluated[c]!, left, right);
      if (order !== 0) return order;
    }
    return 0;
  }

  /** The same of row `row` of the batch in hand, which is not kept, and the row in slot `right`. */
  compareRow(row: number, right: number): number {
    for (let c = 0; c < this.#columns.length; c++) {
      const order = this.#columns[c]!.compareRow(this.#evaluated[c]!, row, right);
      if (order !== 0) return order;
    }
    return 0;
  }
}

interface RankedColumn {
  grow(capacity: number): void;
  keep(column: Column, row: number, slot: number): void;
  compare(left: number, right: number): number;
  compareRow(column: Column, row: number, right: number): number;
  compareRows(column: Column, left: number, right: number): number;
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

  keep(column: Column, row: number, slot: number): void {
    this.#values[slot] = numberAt(column, row);
  }

  compare(left: number, right: number): number {
    return compareNumbers(this.#values[left]!, this.#values[right]!, this.#sign);
  }

  compareRow(column: Column, row: number, right: number): number {
    return compareNumbers(numberAt(column, row), this.#values[right]!, this.#sign);
  }

  compareRows(column: Column, left: number, right: number): number {
    return compareNumbers(numberAt(column, left), numberAt(column, right), this.#sign);
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
    this.#texts[slot] = textAt(column, row);
  }

  compare(left: number, right: number): number {
    return compareTexts(this.#texts[left]!, this.#texts[right]!, this.#sign);
  }

  compareRow(column: Column, row: number, right: number): number {
    return compareTexts(textAt(column, row), this.#texts[right]!, this.#sign);
  }

  compareRows(column: Column, left: number, right: number): number {
    return compareTexts(textAt(column, left), textAt(column, right), this.#sign);
  }
}

function numberAt({ values, nulls }: Column, row: number): number {
  return nulls !== null && nulls[row] === 1 ? NaN : values[row]!;
}

function textAt(column: Column, row: number): string | null {
  const isNull = column.type !== 'string' || column.nulls?.[row] === 1;
  return isNull ? null : column.dictionary.text(column.values[row]!);
}

/** `sign`: 1 where small ones come first, -1 where large ones do. NaN comes last either way. */
function compareNumbers(a: number, b: number, sign: number): number {
  if (a < b) return -sign;
  if (b < a) return sign;
  return a === b ? 0 : Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

function compareTexts(a: string | null, b: string | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a === b ? 0 : sign * compareText(a, b);
}
