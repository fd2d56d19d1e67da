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

function translate(glob: string): string {
  let depth = 0;
  return glob.replace(/\*+|[^]/g, (part) => {
    if (part.startsWith('*')) return '.*';
    if (part === '?') return '.';
    if (part === '{') return depth++ >= 0 ? '(?:' : '';
    if (part === '}' && 0 < depth) return depth-- > 0 ? ')' : '';
    if (part === ',' && 0 < depth) return '|';
    return part.replace(/[.+^$()|[\]\\}]/, '\\$&');
  });
}
