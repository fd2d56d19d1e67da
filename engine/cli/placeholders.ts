import type { CliIo } from './io.ts';

type Statements = readonly { readonly node: string | null; readonly sql: string }[];

/**
 * `statements` with the values of the environment in place of `${NAME}`, which stand in texts of SQL only; null where one is not set, which
 * is told.
 */
export function fillPlaceholders(statements: Statements, { environment, stderr }: CliIo): Statements | null {
  const missing = new Set<string>();
  const filled = statements.map(({ node, sql }) => ({
    node,
    sql: sql.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string, at: number) => {
      const value = environment[name];
      if (value === undefined) missing.add(name);
      return literalPart(value ?? '', sql.slice(sql.lastIndexOf('\n', at) + 1, at));
    }),
  }));
  // What Flink makes of a relative path depends on where its processes were started.
  const relative = filled.flatMap(({ sql }, at) => (statements[at]!.sql === sql ? [] : relativePaths(sql)));
  for (const path of missing.size === 0 ? relative : []) {
    stderr.write(`the path "${path}" is relative; give \${NAME} in it an absolute one\n`);
  }
  for (const name of missing) {
    stderr.write(`the environment variable ${name} is not set; the statements need its value\n`);
  }
  return 0 < missing.size + relative.length ? null : filled;
}

/** `value` within a text of SQL; how a user of Kafka logs in has it between quotes once more. */
function literalPart(value: string, before: string): string {
  const isLogin = before.trimStart().startsWith("'properties.sasl.jaas.config'");
  return (isLogin ? value.replace(/["\\]/g, '\\$&') : value).replaceAll("'", "''");
}

function relativePaths(sql: string): string[] {
  return [...sql.matchAll(/^\s*'path' = '((?!\/|[a-z][a-z0-9+.-]*:)[^']*)'/gim)].map(([, path]) => path!);
}
