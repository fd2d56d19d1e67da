import type { Schema } from '../../data/types.ts';
import { columnIndex } from '../../data/types.ts';
import { pathTo, pathToItem } from '../check/path.ts';
import { quote } from '../check/quote.ts';
import type { Place } from '../keys/value-of.ts';
import type { WrittenText } from '../text/written.ts';
import type { NodeContext } from './stream.ts';
import { namedColumn } from './stream.ts';

/** The key of an operator as it is written. */
export interface WrittenKey {
  readonly key: WrittenColumns | undefined;
  readonly $: Place;
}

type WrittenColumns = readonly (WrittenText | undefined)[];

/** The places in `schema` of the columns that `key` names; null where one is wrong, which is reported. */
export function readKey({ key, $ }: WrittenKey, schema: Schema, context: NodeContext): readonly number[] | null {
  return readColumnList(key, { schema, path: pathTo($.path, 'key') }, context);
}

/** The same of any list of columns, which stands at `path`. */
export function readColumnList(
  written: WrittenColumns | undefined,
  { schema, path: listPath }: { readonly schema: Schema; readonly path: string },
  { problems }: NodeContext,
): readonly number[] | null {
  const places: number[] = [];
  for (const [i, each] of (written ?? []).entries()) {
    if (!each) continue;
    const path = pathToItem(listPath, i);
    if (namedColumn(each, schema, { path, problems }) === null) continue;
    const place = columnIndex(schema, each.text);
    if (!places.includes(place)) places.push(place);
    else problems.add(each.offset, path, `the column ${quote(each.shown)} is named twice`);
  }
  return written && places.length === written.length ? places : null;
}
