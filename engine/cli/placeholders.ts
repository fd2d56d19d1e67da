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
    sql: sql.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => {
      const value = environment[name];
      if (value === undefined) missing.add(name);
      return (value ?? '').replaceAll("'", "''");
    }),
  }));
  for (const name of missing) {
    stderr.write(`the environment variable ${name} is not set; the statements need its value\n`);
  }
  return 0 < missing.size ? null : filled;
}
