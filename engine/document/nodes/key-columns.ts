import type { Schema } from '../../data/types.ts';
import { pathTo, pathToItem } from '../check/path.ts';
import { quote } from '../check/quote.ts';
import type { Place } from '../keys/value-of.ts';
import type { WrittenText } from '../text/written.ts';
import type { NodeContext } from './stream.ts';
import { namedColumn } from './stream.ts';

/** The key of an operator as it is written. */
export interface WrittenKey {
  readonly key: readonly (WrittenText | undefined)[] | undefined;
  readonly $: Place;
}

/** The places in `schema` of the columns that `key` names; null where one is wrong, which is reported. */
export function readKey({ key, $ }: WrittenKey, schema: Schema, { problems }: NodeContext): readonly number[] | null {
  const places: number[] = [];
  for (const [i, written] of (key ?? []).entries()) {
    if (!written) continue;
    const path = pathToItem(pathTo($.path, 'key'), i);
    if (namedColumn(written, schema, { path, problems }) === null) continue;
    const column = schema.findIndex(({ name }) => name === written.text);
    if (!places.includes(column)) places.push(column);
    else problems.add(written.offset, path, `the column ${quote(written.shown)} is named twice`);
  }
  return key && places.length === key.length ? places : null;
}
