/** The colours of a canvas, which does not follow style sheets by itself. */
export interface Palette {
  readonly series: readonly string[];
  readonly firstFill: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly gap: string;
  readonly panel: string;
  readonly critical: string;
}

const THEME_QUERIES = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'];

/** The colours of the theme that is in force. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    series: [1, 2, 3, 4, 5, 6].map((index) => colour(`series-${index}`)),
    firstFill: colour('series-1-fill'),
    line: colour('line'),
    text: colour('text'),
    muted: colour('muted'),
    gap: colour('gap'),
    panel: colour('panel'),
    critical: colour('critical'),
  };
}

/** Calls `changed` whenever the theme changes, until the returned function is called. */
export function onThemeChange(changed: () => void): () => void {
  const queries = THEME_QUERIES.map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    for (const query of queries) query.removeEventListener('change', changed);
  };
}
