import type { ColumnType, Schema } from '../../data/types.ts';
import { didYouMean } from '../check/likely.ts';
import type { Problems } from '../check/problems.ts';
import { quote } from '../check/quote.ts';
import type { Environment } from '../text/environment.ts';
import type { WrittenText } from '../text/written.ts';

/** What is known of the rows on an edge. Null: something upstream is wrong, which was reported, so nothing is checked against it. */
export interface Stream {
  readonly schema: Schema | null;
  readonly hasEventTime: boolean | null;
  /** The columns that say in which window a row is, where it is the result of one; its event time is then the window's end − 1 ms. */
  readonly window?: { readonly start: string; readonly end: string } | undefined;
}

/** The rows of a node that is wrong. */
export const UNKNOWN: Stream = { schema: null, hasEventTime: null };

/** A checked node: its rows, and what it does; null where that is wrong. */
export interface Built<O> extends Stream {
  readonly options: O | null;
}

/** What the checks of one node are given. */
export interface NodeContext {
  readonly id: string;
  /** Of the node in the document: `operators.window-10s`. */
  readonly path: string;
  readonly baseFolder: string;
  readonly environment: Environment;
  readonly problems: Problems;
}

/** The type of the column that `written`, which stands at `path`, names in `schema`; null where there is none, which is reported. */
export function namedColumn(
  written: WrittenText,
  schema: Schema,
  { path, problems }: { path: string; problems: Problems },
): ColumnType | null {
  const field = schema.find(({ name }) => name === written.text);
  if (field) return field.type;
  problems.add(written.offset, path, () => unknownColumn(written.shown, schema));
  return null;
}

/** What is said of a column that `schema` does not have. */
export function unknownColumn(name: string, schema: Schema): string {
  const names = schema.map((field) => field.name);
  const meant =
    didYouMean(name, names) || `, the columns are ${names.slice(0, 12).join(', ')}${12 < names.length ? ', …' : ''}`;
  return `unknown column ${quote(name)}${meant}`;
}
