import type { Batch } from '../../data/batch.ts';
import { BatchBuilder } from '../../data/batch-builder.ts';
import type { HttpSourceOptions } from '../../document/plan.ts';
import { fieldOf, parseJson, readJsonObject } from '../../files/json-row.ts';
import { RowCells } from '../../files/row-cells.ts';
import { decodeUtf8 } from '../../files/string-interner.ts';
import type { SourceContext } from '../source.ts';

/** Characters of a rejected row that are kept. */
const TEXT_LENGTH_MAX = 1000;

/** Reads one JSON object, or a list of them; an item that cannot be read is rejected, its number for the line. */
export function jsonRows(
  { columns, items, endpoint }: HttpSourceOptions,
  context: SourceContext,
): (body: Buffer) => Generator<Batch, void> {
  const { batchSize } = context;
  const schema = columns.map(({ name, type }) => ({ name, type }));
  const builder = new BatchBuilder(schema, batchSize);
  const cells = new RowCells(columns, builder);
  const file = endpoint.shown;
  const refuse = (line: number, reason: string, text: string): void =>
    context.reject({ file, line, reason, text: text.slice(0, TEXT_LENGTH_MAX) });
  return function* (body) {
    let lines = new Float64Array(batchSize);
    const found = itemsOf(body, items);
    if ('reason' in found) {
      refuse(1, found.reason, body.toString('utf8', 0, 4 * TEXT_LENGTH_MAX));
      return;
    }
    for (const [i, item] of found.items.entries()) {
      cells.clear();
      const reason = readJsonObject(item, columns, cells);
      if (reason !== null) {
        refuse(i + 1, reason, JSON.stringify(item) ?? '');
        continue;
      }
      lines[builder.length] = i + 1;
      cells.append();
      if (builder.length < batchSize) continue;
      yield builder.take({ file, lines });
      lines = new Float64Array(batchSize);
    }
    yield builder.take({ file, lines });
  };
}

type Found = { readonly items: readonly unknown[] } | { readonly reason: string };

function itemsOf(body: Buffer, path: string | null): Found {
  const text = decodeUtf8(body, 0, body.length);
  if (text === null) return { reason: 'not UTF-8' };
  let value: unknown;
  try {
    // RFC 8259 lets a reader pass over a byte order mark.
    value = parseJson(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // That it is not JSON is told as that of a row.
    return { reason: `not JSON: ${(error as Error).message}` };
  }
  if (path === null) return { items: Array.isArray(value) ? value : [value] };
  const items = typeof value === 'object' && value !== null ? fieldOf(value, path) : null;
  return Array.isArray(items) ? { items } : { reason: `there is no list at "${path}"` };
}
