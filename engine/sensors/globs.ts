/**
 * Whether a metric's name matches one of `globs`: `*` is any text, `?` any one character, `{a,b}` either.
 * Without globs everything matches.
 */
export function metricMatcher(globs: readonly string[]): (metric: string) => boolean {
  if (globs.length === 0) return () => true;
  const patterns = globs.map((glob) => new RegExp(`^${translate(glob)}$`));
  const known = new Map<string, boolean>();
  return (metric) => {
    let matches = known.get(metric);
    if (matches === undefined) {
      matches = patterns.some((pattern) => pattern.test(metric));
      known.set(metric, matches);
    }
    return matches;
  };
}

// Braces without a partner are ordinary characters.
function translate(glob: string): string {
  return glob.replace(/\{[^{}]*\}|\*+|[^]/g, (part) => {
    if (part.startsWith('*')) return '.*';
    if (part === '?') return '.';
    if (1 < part.length && part.startsWith('{')) return `(?:${part.slice(1, -1).split(',').map(translate).join('|')})`;
    return part.replace(/[.+^$()|[\]\\{}]/, '\\$&');
  });
}
