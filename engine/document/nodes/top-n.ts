import type { Schema } from '../../data/types.ts';
import { columnIndex } from '../../data/types.ts';
import { pathTo, pathToItem } from '../check/path.ts';
import { quote } from '../check/quote.ts';
import type { DraftInput, OperatorValue } from '../graph/draft.ts';
import { COLUMNS_MAX } from '../keys/bounds.ts';
import type { RankOrder, TopNOptions } from '../plan.ts';
import type { WrittenText } from '../text/written.ts';
import { readExpression } from './expressions.ts';
import { readKey } from './key-columns.ts';
import type { Built, NodeContext, Stream } from './stream.ts';

type TopNValue = Extract<OperatorValue, { type: 'top_n' }>;

/** The column that a ranked row has behind its own. */
const RANK = { name: 'rank', type: 'bigint' } as const;

/** An operator that gives the first rows of each window and key. */
export function buildTopN(
  value: TopNValue,
  input: Stream,
  { written, ...context }: NodeContext & { readonly written: DraftInput | undefined },
): Built<TopNOptions> {
  const { schema } = input;
  if (!schema) return { ...input, options: null };
  const isRanked = reportRank(value, schema, context);
  const window = windowOf(input, schema);
  if (!window && written) reportUnwindowed(written, context);
  const key = readKey(value, schema, context);
  const orderBy = readOrder(value, schema, context);
  const stream = { ...input, schema: isRanked ? [...schema, RANK] : null };
  if (!isRanked || !window || !key || !orderBy || value.n === undefined) return { ...stream, options: null };
  return { ...stream, options: { type: 'top_n', window, key, orderBy, n: value.n } };
}

/** Where the rows say in which window they are; null where they do not. */
function windowOf({ window }: Stream, schema: Schema): TopNOptions['window'] | null {
  if (!window) return null;
  return { start: columnIndex(schema, window.start), end: columnIndex(schema, window.end) };
}

function reportUnwindowed({ from, offset, path }: DraftInput, { problems }: NodeContext): void {
  const words = `the rows of ${quote(from ?? '')} do not say in which window they are, which top_n ranks them by`;
  problems.add(
    offset,
    path,
    `${words}; read a window that has an end in time, and keep its window_start and window_end`,
  );
}

/** Whether there is room for the column of the rank. */
function reportRank({ $ }: TopNValue, schema: Schema, { problems }: NodeContext): boolean {
  if (columnIndex(schema, RANK.name) !== -1) {
    const message = `the input has a column ${quote(RANK.name)} already, rename it with select before the top_n`;
    problems.add($.offset('inputs'), pathTo($.path, 'inputs'), message);
    return false;
  }
  if (schema.length < COLUMNS_MAX) return true;
  problems.add($.offset(), $.path, `there would be ${schema.length + 1} columns, at most ${COLUMNS_MAX} are allowed`);
  return false;
}

function readOrder({ order_by: written, $ }: TopNValue, schema: Schema, { problems }: NodeContext): RankOrder[] | null {
  const order: RankOrder[] = [];
  for (const [i, each] of (written ?? []).entries()) {
    if (!each) continue;
    const path = pathToItem(pathTo($.path, 'order_by'), i);
    const expression = readExpression(withoutDirection(each), { schema, path, problems });
    if (expression) order.push({ expression, isDescending: /\sdesc\s*$/i.test(each.text) });
  }
  return written && order.length === written.length ? order : null;
}

/** The expression before `asc` or `desc`. Nothing that an expression can end with looks like them. */
function withoutDirection(written: WrittenText): WrittenText {
  const cut = (text: string): string => text.replace(/\s+(asc|desc)\s*$/i, '');
  return {
    ...written,
    text: cut(written.text),
    shown: cut(written.shown),
    locate: (index) => written.locate(index),
    locateShown: (index) => written.locateShown(index),
  };
}
