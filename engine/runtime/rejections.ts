import { valueAt } from '../data/rows.ts';
import type { Batch } from '../data/batch.ts';
import { Fault } from '../fault.ts';
import type { RejectedRow } from '../sources/source.ts';
import type { NodeCounters } from './node-counters.ts';

/** Rejected rows of a run that are told of one by one; the rest is a count. */
export const REJECTIONS_TOLD = 100;

/** Characters of a rejected row that are kept. */
const TEXT_LENGTH_MAX = 1000;

/** Where rejected rows are kept, if the document names a path. */
export interface RejectStore {
  put(row: RejectedRow): void;
}

interface RejectionsOptions {
  readonly tell: (message: string) => void;
  readonly store: RejectStore | null;
  readonly failsOnError: boolean;
  /** The environment variables that the node was given. */
  readonly filled?: readonly string[] | undefined;
}

/** What happens to the rows that a node cannot read or compute (contract, section 7). */
export class Rejections {
  readonly #counters: NodeCounters;
  readonly #tell: (message: string) => void;
  readonly #store: RejectStore | null;
  readonly #failsOnError: boolean;
  readonly #filled: readonly string[];

  constructor(counters: NodeCounters, options: RejectionsOptions) {
    this.#counters = counters;
    this.#tell = options.tell;
    this.#store = options.store;
    this.#failsOnError = options.failsOnError;
    this.#filled = options.filled ?? [];
  }

  /** Counts the row, tells of it, keeps it; with `on_error: fail` throws instead, which stops the pipeline. */
  reject(row: RejectedRow): void {
    const { title } = this.#counters;
    const where = row.file === null ? '' : `${row.file}:${row.line ?? 0}: `;
    if (this.#failsOnError) {
      const message = `${title}: ${where}${row.reason}; "on_error: fail" stops the pipeline`;
      throw new Fault('operator-failed', message, { isPermanent: true });
    }
    const count = ++this.#counters.rejected;
    if (count <= REJECTIONS_TOLD) this.#tell(`${title}: row rejected: ${where}${row.reason}`);
    if (count === REJECTIONS_TOLD) this.#tell(`${title}: further rejected rows are only counted`);
    this.#store?.put(row);
  }

  /** Rejects row `row` of `batch`, which an operator could not compute. */
  rejectComputed(batch: Batch, row: number, reason: string): void {
    this.reject(rejectedRow({ batch, row }, reason, this.#filled));
  }
}

/** A row of a batch that cannot be computed, as it is told. `filled`: the environment variables that the node was given. */
export function rejectedRow(
  { batch, row }: { readonly batch: Batch; readonly row: number },
  reason: string,
  filled: readonly string[] = [],
): RejectedRow {
  return {
    file: batch.origin?.file ?? null,
    line: batch.origin?.lines[row] ?? null,
    reason: filled.length === 0 ? reason : unsaid(filled),
    text: rowText(batch, row),
  };
}

// The reason quotes values of the expression, also what functions made of them.
function unsaid(filled: readonly string[]): string {
  const names = filled.map((name) => `\${${name}}`).join(', ');
  return `the row cannot be computed with ${names} filled in; why is not told, as it may be a secret`;
}

function rowText(batch: Batch, row: number): string {
  const values = batch.schema.map((field, c) => [field.name, valueAt(batch.columns[c]!, row)]);
  return JSON.stringify(Object.fromEntries(values)).slice(0, TEXT_LENGTH_MAX);
}
