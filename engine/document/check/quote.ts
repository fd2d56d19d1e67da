/** Most characters of a value that a message repeats. */
export const QUOTE_LENGTH = 60;

/** `text` in quotes for a message, shortened where it is long. */
export function quote(text: string): string {
  return `"${shorten(text)}"`;
}

/** `text`, cut off with `…` where it is longer than a message should repeat. */
export function shorten(text: string): string {
  return text.length <= QUOTE_LENGTH ? text : `${text.slice(0, QUOTE_LENGTH - 1)}…`;
}

// C0 and C1 controls, line and paragraph separators, marks that turn the writing direction, lone surrogates.
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `message` on one line, with everything that a terminal would obey or hide written as an escape. */
export function escapeControls(message: string): string {
  return message.replace(
    UNSEEN,
    (character) => SHORT_ESCAPES[character] ?? `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  );
}

/** The words of `list` as people write them: `a, b or c`. */
export function alternatives(list: readonly string[]): string {
  if (list.length < 2) return list.join('');
  return `${list.slice(0, -1).join(', ')} or ${list[list.length - 1]!}`;
}
