import { language } from './messages.ts';
import { phrases } from './phrases/phrases.ts';
import { clauses, placesOf } from './sentence-marks.ts';

/**
 * What the engine said, in the page's language.
 *
 * The engine speaks English, which the log and the command line keep. Its sentences are built in one way, `where: what (why), hint; what to do`,
 * so each part is looked up on its own, and what is not known stays as it was said.
 */
export function said(text: string): string {
  if (language() === 'en') return text;
  return kept(text, () => text.split('\n').map(line).join('\n'));
}

/** What is wrong with a document, in the page's language; the path of the key that it begins with stays as the document has it. */
export function saidOfDocument(message: string): string {
  return language() === 'en' ? message : kept(`:${message}`, () => problem(message));
}

interface Phrase {
  readonly pattern: RegExp;
  /** The longest of what stands between its holes: what has not this is not it, which is told faster than by the pattern. */
  readonly mark: string;
  readonly text: string;
}

/** Sentences are looked up anew with each key that is typed, and most of them are those of before. */
const KEPT_MAX = 2_000;
const translated = new Map<string, string>();

function kept(name: string, translate: () => string): string {
  const before = translated.get(name);
  if (before !== undefined) return before;
  const after = translate();
  if (KEPT_MAX <= translated.size) translated.clear();
  translated.set(name, after);
  return after;
}

/** Those that say more come first, so that a phrase with one hole does not swallow another. */
const patterns: readonly Phrase[] = Object.entries(phrases)
  .sort(([left], [right]) => bare(right).length - bare(left).length)
  .map(([english, text]) => ({ pattern: patternOf(english), mark: longestOf(english), text }));

/** A line, which may be a problem of a document behind its place as `file:line:column: ` or `line 3: `. */
function line(text: string): string {
  const { place = '', what } = /^(?<place>.+:\d+:\d+|line \d+): (?<what>.+)$/s.exec(text)?.groups ?? {};
  return what === undefined ? sentence(text) : `${part(place)}：${problem(what)}`;
}

function problem(message: string): string {
  const { path, what } = /^(?<path>(?:[\w-]|\.|\[\d+\]|"[^"]*")+): (?<what>.+)$/s.exec(message)?.groups ?? {};
  if (path === undefined || what === undefined) return sentence(message);
  const after = sentence(what);
  return after === what ? sentence(message) : `${path}：${after}`;
}

function sentence(text: string): string {
  return clauses(text).reduce((before, clause) => {
    const after = part(clause);
    if (before === '') return after;
    return after === clause ? `${before}; ${after}` : `${before}；${after}`;
  }, '');
}

/** A clause as a phrase, or else as something with its reason in brackets, with a hint behind a comma, or as a place with what is said of it. */
function part(text: string): string {
  return known(text) ?? choice(text) ?? text;
}

function known(text: string): string | null {
  return phrase(text, isOneThing) ?? withReason(text) ?? withHint(text) ?? phrase(text) ?? atPlace(text);
}

function phrase(text: string, mayFill: (value: string) => boolean = () => true): string | null {
  for (const { pattern, mark, text: chinese } of patterns) {
    if (!text.includes(mark)) continue;
    const found = pattern.exec(text);
    if (found === null) continue;
    const groups = found.groups ?? {};
    if (Object.values(groups).every(mayFill)) return filled(chinese, groups);
  }
  return null;
}

/** Whether there is no comma or colon in it behind which something else may begin. */
function isOneThing(value: string): boolean {
  return placesOf(', ', value).length === 0 && placesOf(': ', value).length === 0;
}

/** What stands in quotes is a name or a value, which is never translated. */
function filled(text: string, groups: Readonly<Record<string, string>>): string {
  const whole = text.replace(/(“?)\{(\w+)\}/g, (hole, quote: string, name: string) => {
    const value = groups[name];
    if (value === undefined) return hole;
    return quote === '' ? FROM + sentence(value) + TO : quote + value;
  });
  return spaced(whole);
}

function withReason(text: string): string | null {
  const found = /^(.+) \((.+)\)$/s.exec(text);
  if (found === null) return null;
  const [, what = '', why = ''] = found;
  const [saidWhat, saidWhy] = [part(what), sentence(why)];
  return saidWhat === what && saidWhy === why ? null : `${saidWhat}（${saidWhy}）`;
}

/** What is wrong and, behind a comma, what to write instead: both have to be known, since a comma says little. */
function withHint(text: string): string | null {
  for (const at of placesOf(', ', text)) {
    const hint = known(text.slice(at + 2));
    const what = hint === null ? null : known(text.slice(0, at));
    if (what !== null) return `${what}，${hint}`;
  }
  return null;
}

function atPlace(text: string): string | null {
  for (let at = text.indexOf(': '); at !== -1; at = text.indexOf(': ', at + 1)) {
    const [where, what] = [text.slice(0, at), text.slice(at + 2)];
    const after = part(what);
    if (after !== what) return `${part(where)}：${after}`;
  }
  return null;
}

/** Words to choose from: `ndjson, csv or parquet`. */
function choice(text: string): string | null {
  return /^\S+(, \S+)* or \S+$/.test(text) ? text.replace(/ or (?=\S+$)/, ' 或 ') : null;
}

/** Where a value begins and ends that was filled in, as long as nobody has seen to its spaces. */
const [FROM, TO] = ['\uE000', '\uE001'];

/** One space between Chinese and other letters at the ends of what was filled in, and none between Chinese and Chinese. */
function spaced(text: string): string {
  return text
    .replace(/(?<=[\p{sc=Han}，：；）])( ?)\uE000(?=(.?))/gsu, (_mark, _space, next: string) =>
      isChinese(next) ? '' : ' ',
    )
    .replace(/(?<=(.?))\uE001( ?)(?=\p{sc=Han})/gsu, (_mark, last: string) => (isChinese(last) ? '' : ' '))
    .replace(/[\uE000\uE001]/g, '');
}

function isChinese(sign: string): boolean {
  return /^[\p{sc=Han}“”（），。：；、？]$/u.test(sign);
}

function bare(english: string): string {
  return english.replace(/\{\w+\}/g, '');
}

function longestOf(english: string): string {
  return english.split(/\{\w+\}/).reduce((longest, each) => (longest.length < each.length ? each : longest));
}

function patternOf(english: string): RegExp {
  const escaped = english.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, '(?<$1>.+)')}$`, 's');
}
