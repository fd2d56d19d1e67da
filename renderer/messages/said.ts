import { language } from './messages.ts';
import { phrases } from './phrases/phrases.ts';

/**
 * What the engine said, in the page's language.
 *
 * The engine speaks English, which the log and the command line keep. Its sentences are built in one way, `where: what (why); what to do`,
 * so each part is looked up on its own, and what is not known stays as it was said.
 */
export function said(text: string): string {
  return language() === 'en' ? text : text.split('\n').map(sentence).join('\n');
}

interface Phrase {
  readonly pattern: RegExp;
  readonly text: string;
}

/** Those that say more come first, so that a phrase with one hole does not swallow another. */
const known: readonly Phrase[] = Object.entries(phrases)
  .sort(([left], [right]) => bare(right).length - bare(left).length)
  .map(([english, text]) => ({ pattern: patternOf(english), text }));

function sentence(text: string): string {
  return clauses(text).reduce((before, clause) => {
    const after = part(clause);
    if (before === '') return after;
    return after === clause ? `${before}; ${after}` : `${before}；${after}`;
  }, '');
}

/** A clause as a phrase, or else as a place with what is said of it, or as something with its reason in brackets. */
function part(text: string): string {
  return phrase(text) ?? withReason(text) ?? atPlace(text) ?? text;
}

function phrase(text: string): string | null {
  for (const { pattern, text: chinese } of known) {
    const groups = pattern.exec(text)?.groups;
    if (groups !== undefined || pattern.test(text)) return filled(chinese, groups ?? {});
  }
  return null;
}

function filled(text: string, groups: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_whole, name: string) => sentence(groups[name] ?? ''));
}

function withReason(text: string): string | null {
  const found = /^(.+) \((.+)\)$/s.exec(text);
  if (found === null) return null;
  const [, what = '', why = ''] = found;
  const [saidWhat, saidWhy] = [part(what), sentence(why)];
  return saidWhat === what && saidWhy === why ? null : `${saidWhat}（${saidWhy}）`;
}

function atPlace(text: string): string | null {
  for (let at = text.indexOf(': '); at !== -1; at = text.indexOf(': ', at + 1)) {
    const [where, what] = [text.slice(0, at), text.slice(at + 2)];
    const after = part(what);
    if (after !== what) return `${part(where)}：${after}`;
  }
  return null;
}

/** What is between semicolons, but not within brackets or quotes. */
function clauses(text: string): readonly string[] {
  const found: string[] = [];
  let [depth, isQuoted, from] = [0, false, 0];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') isQuoted = !isQuoted;
    else if (sign === '(') depth++;
    else if (sign === ')') depth--;
    else if (sign === ';' && text[at + 1] === ' ' && depth <= 0 && !isQuoted) {
      found.push(text.slice(from, at));
      from = at + 2;
    }
  }
  return [...found, text.slice(from)];
}

function bare(english: string): string {
  return english.replace(/\{\w+\}/g, '');
}

function patternOf(english: string): RegExp {
  const escaped = english.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, '(?<$1>.+)')}$`, 's');
}
