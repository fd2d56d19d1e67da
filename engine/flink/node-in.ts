import type { NodeStatement } from './submit.ts';

/** The one node that `said`, which is Flink's, is about: by its table, its path, or the scheme of that; null where there is none, or more than one. */
export function nodeIn(said: string, statements: readonly NodeStatement[]): string | null {
  const nodes = new Set(statements.filter((each) => isAbout(said, each)).map(({ node }) => node));
  return nodes.size === 1 ? [...nodes][0]! : null;
}

function isAbout(said: string, { node, sql }: NodeStatement): boolean {
  if (node === null) return false;
  const isNamed = [`.${node}'`, `.${node}_table'`, `\`${node}\``, `\`${node}_table\``].some((name) =>
    said.includes(name),
  );
  const path = /^\s*'path' = '([^']+)'/m.exec(sql)?.[1];
  if (isNamed || path === undefined) return isNamed;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(path)?.[1];
  return said.includes(`${path} `) || (scheme !== undefined && said.includes(`scheme '${scheme}'`));
}
