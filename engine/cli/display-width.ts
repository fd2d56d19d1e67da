/** How many columns of a terminal `text` takes: two for a wide character, none for one that joins the one before it. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** `text` as it is where it takes at most `columns`, else its beginning with `…` at the end. */
export function fitWidth(text: string, columns: number): string {
  let width = 0;
  /** Where the text is cut if it turns out to be too long: the `…` needs a column too. */
  let cut = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    width += graphemeWidth(segment);
    if (columns < width) return columns < 1 ? '' : `${text.slice(0, cut)}…`;
    if (width < columns) cut = index + segment.length;
  }
  return text;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

const PRINTABLE_ASCII = /^[ -~]$/;
/** Control characters, marks that join the character before them, and characters that only say how others are joined. */
const WITHOUT_WIDTH = /^[\p{Cc}\p{Mn}\p{Me}\p{Cf}]+$/u;
/** What Unicode calls wide or fullwidth: the scripts of East Asia with their signs, and emoji. U+FE0F asks for an emoji. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Emoji_Presentation}\u3000-\u303e\u30fb-\u30fc\u3200-\u33ff\uff01-\uff60\uffe0-\uffe6]|\ufe0f/u;
const HALFWIDTH = /^[\uff61-\uffdc\uffe8-\uffee]/;

function graphemeWidth(grapheme: string): number {
  if (PRINTABLE_ASCII.test(grapheme)) return 1;
  if (WITHOUT_WIDTH.test(grapheme)) return 0;
  return WIDE.test(grapheme) && !HALFWIDTH.test(grapheme) ? 2 : 1;
}
