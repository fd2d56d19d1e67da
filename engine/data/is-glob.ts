/** Whether `path` has characters that stand for others: `*`, `?`, `**` and `{a,b}`. */
export function isGlob(path: string): boolean {
  return /[*?]|\{[^{}]*,[^{}]*\}/.test(path);
}
