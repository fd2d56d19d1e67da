import type { Pipelines } from '../../state/pipelines.svelte.ts';
import type { RowsOutput, TappedRows } from '../../state/contract-types.ts';
import { Followed } from './followed.svelte.ts';

/** Whose rows a person looks at. */
export interface LookedAt {
  readonly pipeline: string;
  readonly node: string;
  readonly output: RowsOutput;
}

/** The last rows of one node, as long as a person looks at them. */
export class LastRows extends Followed<TappedRows> {
  get tapped(): TappedRows | null {
    return this.told;
  }

  /** Asks for the rows of a node once a period, until the returned function is called or they cannot be had. */
  follow(pipelines: Pick<Pipelines, 'lastRows'>, { pipeline, node, output }: LookedAt): () => void {
    return this.from(() => pipelines.lastRows(pipeline, node, output));
  }
}

/** The cells of the rows in words, in the order of the columns; a value that is not there is a dash. */
export function rowCells({ columns, rows }: TappedRows): readonly (readonly string[])[] {
  return rows.map((row) => columns.map(({ name, type }) => cellText(row[name] ?? null, type)));
}

function cellText(value: TappedRows['rows'][number][string], type: string): string {
  if (value === null) return '–';
  const isTime = type === 'timestamp' && Number.isFinite(new Date(value as number).getTime());
  return isTime ? new Date(value as number).toISOString() : String(value);
}
