import type { Pair, ParsedNode, YAMLMap, YAMLSeq } from 'yaml';
import { isMap, isSeq, stringify } from 'yaml';
import type { Json } from './written.ts';

/** `value` as YAML on one line, that stands anywhere; a text in the quotes that were there. */
export function inlineText(value: Json, quotes: string | null): string {
  if (typeof value === 'string') {
    if (quotes === "'" && !/[\p{Cc}\u2028\u2029]/u.test(value)) return `'${value.replaceAll("'", "''")}'`;
    if (quotes === '"' || value.includes('\n')) return JSON.stringify(value);
  }
  // Between brackets, so that what would end a value there is put in quotes.
  const text = stringify([value], { collectionStyle: 'flow', lineWidth: 0, indent: 1 }).trimEnd();
  return text.includes('\n') ? JSON.stringify(value) : text.slice(1, -1).trim();
}

/** `name` as a key. */
export function keyText(name: string): string {
  return inlineText(name, null);
}

/** Where the value of `node` ends, without the blanks, line breaks and comments behind it. */
export function valueEnd(text: string, node: ParsedNode): number {
  if ((isMap(node) || isSeq(node)) && !node.flow) return afterLast(text, node);
  const [start, end] = node.range;
  return start + text.slice(start, end).trimEnd().length;
}

/** Where the entry `index` of a collection ends; without it the last. */
export function afterLast(
  text: string,
  parent: YAMLMap.Parsed | YAMLSeq.Parsed,
  index = parent.items.length - 1,
): number {
  const item = parent.items[index]!;
  if (isSeq(parent)) return valueEnd(text, item as ParsedNode);
  const { key, value } = item as Pair<ParsedNode, ParsedNode | null>;
  const colon = /^\s*:/.exec(text.slice(key.range[1]))?.[0].length ?? 0;
  return Math.max(key.range[1] + colon, value ? valueEnd(text, value) : 0);
}

/** Where the line of `offset` begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line of `offset` ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}
