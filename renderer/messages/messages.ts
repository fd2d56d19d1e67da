import { en, type Key } from './en.ts';
import { locale } from './locale.svelte.ts';
import { zhCN } from './zh-CN.ts';

export type Language = 'en' | 'zh-CN';

const TABLES: Readonly<Record<Language, Readonly<Record<Key, string>>>> = { en, 'zh-CN': zhCN };

/** Sets the language of the page, at once and everywhere. What is not known is English. */
export function setLanguage(tag: string): void {
  locale.current = tag.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export function language(): Language {
  return locale.current;
}

type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Bare<Name> | Names<Rest> : never;
type Bare<Name> = Name extends `${infer Value}:${string}` ? Value : Name;
type Values<K extends Key> = [Names<(typeof en)[K]>] extends [never]
  ? []
  : [values: Readonly<Record<Names<(typeof en)[K]>, string | number>>];

/**
 * The message `key` in the page's language, its `{names}` filled in. Where a number stands before a noun, `{rows:row|rows}` is the one or the other
 * as the number `rows` asks for, which may be a text already.
 */
export function t<K extends Key>(key: K, ...[values]: Values<K>): string {
  return filled(TABLES[locale.current][key], values);
}

/** A message in the page's language and in English, in which people look for things too. */
export interface Said {
  readonly text: string;
  readonly english: string;
}

/** The message `key` in both languages, its `{names}` filled in. */
export function tBoth<K extends Key>(key: K, ...[values]: Values<K>): Said {
  return { text: filled(TABLES[locale.current][key], values), english: filled(en[key], values) };
}

function filled(text: string, values: object | undefined): string {
  if (values === undefined) return text;
  const known = values as Readonly<Record<string, string | number>>;
  return text
    .replace(/\{(\w+):([^|{}]*)\|([^|{}]*)\}/g, (whole, name: string, one: string, other: string) =>
      name in known ? (isOne(known[name]!) ? one : other) : whole,
    )
    .replace(/\{(\w+)\}/g, (whole, name: string) => String(known[name] ?? whole));
}

const english = new Intl.PluralRules('en');

/** Chinese has no other form, so it asks for none. A large number is a text with separators, which is no number and more than one. */
function isOne(count: string | number): boolean {
  return english.select(Number(count)) === 'one';
}
