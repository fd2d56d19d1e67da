import type { NodeStatement } from './submit.ts';

/** Statements with all their values, or what is wrong with those. */
export type Filled =
  | { readonly statements: readonly NodeStatement[] }
  /** Names without a value, and paths that are not absolute: what Flink makes of one depends on where its processes were started. */
  | { readonly missing: readonly string[]; readonly relative: readonly string[] };

/** `statements` with `values` in place of `${NAME}`, which stand in texts of SQL only. */
export function fillPlaceholders(
  statements: readonly NodeStatement[],
  values: Readonly<Record<string, string | undefined>>,
): Filled {
  const missing = new Set<string>();
  const filled = statements.map(({ node, sql }) => ({
    node,
    sql: sql.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string, at: number) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value === undefined) missing.add(name);
      return literalPart(value ?? '', sql.slice(sql.lastIndexOf('\n', at) + 1, at));
    }),
  }));
  if (0 < missing.size) return { missing: [...missing], relative: [] };
  const relative = filled.flatMap(({ sql }, at) => (statements[at]!.sql === sql ? [] : relativePaths(sql)));
  return 0 < relative.length ? { missing: [], relative } : { statements: filled };
}

/** `value` within a text of SQL; how a user of Kafka logs in has it between quotes once more. */
function literalPart(value: string, before: string): string {
  const isLogin = before.trimStart().startsWith("'properties.sasl.jaas.config'");
  return (isLogin ? value.replace(/["\\]/g, '\\$&') : value).replaceAll("'", "''");
}

function relativePaths(sql: string): string[] {
  return [...sql.matchAll(/^\s*'path' = '((?!\/|[a-z][a-z0-9+.-]*:)[^']*)'/gim)].map(([, path]) => path!);
}
