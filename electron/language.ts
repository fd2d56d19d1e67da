/** The languages that the app speaks. */
export type Language = 'en' | 'zh-CN';

/** The language for a locale such as `zh-Hant-TW` or `de`: Chinese for Chinese ones, English for all others. */
export function languageOf(locale: string): Language {
  return /^zh(?:[-_]|$)/i.test(locale) ? 'zh-CN' : 'en';
}
