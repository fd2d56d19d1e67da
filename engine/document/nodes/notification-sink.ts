import { pathTo } from '../check/path.ts';
import type { SinkValue } from '../graph/draft.ts';
import type { NotificationSinkOptions, Template } from '../plan.ts';
import type { Schema } from '../../data/types.ts';
import type { WrittenText } from '../text/written.ts';
import type { NodeContext } from './stream.ts';
import { unknownColumn } from './stream.ts';

type NotificationValue = Extract<SinkValue, { type: 'notification' }>;

/** A notification about the rows of `schema`. Null where it is wrong, which is reported. */
export function buildNotificationSink(
  { title, body, every }: NotificationValue,
  schema: Schema,
  context: NodeContext,
): NotificationSinkOptions | null {
  const titleRead = title && readTemplate(title, schema, { ...context, path: pathTo(context.path, 'title') });
  const bodyRead = body && readTemplate(body, schema, { ...context, path: pathTo(context.path, 'body') });
  if (title === undefined || body === undefined || every === undefined) return null;
  if ((title && !titleRead) || (body && !bodyRead)) return null;
  const plain = { texts: [context.id], columns: [] };
  return { type: 'notification', title: titleRead ?? plain, body: bodyRead ?? null, everyMs: every ?? 0 };
}

/** A text, a brace that is written twice, a column in braces, or a brace that does not belong to any of these. */
const PARTS = /([^{}]+)|(\{\{|\}\})|\{([^{}]+)\}|([{}])/g;

function readTemplate(
  written: WrittenText,
  schema: Schema,
  { path, problems }: Pick<NodeContext, 'path' | 'problems'>,
): Template | null {
  const texts = [''];
  const columns: string[] = [];
  let isSound = true;
  for (const { 1: plain, 2: brace, 3: column, 4: lost, index } of written.text.matchAll(PARTS)) {
    const problem = lost ? lostBrace(lost) : column && wrongColumn(column, written, schema);
    if (problem) {
      problems.add(written.locate(column ? index + 1 : index), path, problem);
      isSound = false;
    } else if (column) {
      columns.push(column.trim());
      texts.push('');
    } else texts[columns.length] += brace?.[0] ?? plain ?? '';
  }
  return isSound ? { texts, columns } : null;
}

function wrongColumn(column: string, { filled }: WrittenText, schema: Schema): string | null {
  const name = column.trim();
  if (schema.some((field) => field.name === name)) return null;
  // What came from the environment may be secret.
  if (0 < filled.length) return 'a column in braces is not one of the rows';
  return `${unknownColumn(name, schema)}; write {{ for a brace that is only a brace`;
}

function lostBrace(brace: string): string {
  return `"${brace}" has no other brace that belongs to it; write a column in braces, such as {entity}, or ${brace}${brace} for the character`;
}
