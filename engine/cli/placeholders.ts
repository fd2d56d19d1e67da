import { fillPlaceholders } from '../flink/fill-placeholders.ts';
import type { NodeStatement } from '../flink/submit.ts';
import type { CliIo } from './io.ts';

/** `statements` with the values of the environment in place of `${NAME}`; null where one is not set or no absolute path, which is told. */
export function filledFromEnvironment(
  statements: readonly NodeStatement[],
  { environment, stderr }: CliIo,
): readonly NodeStatement[] | null {
  const filled = fillPlaceholders(statements, environment);
  if ('statements' in filled) return filled.statements;
  for (const path of filled.relative) {
    stderr.write(`the path "${path}" is relative; give \${NAME} in it an absolute one\n`);
  }
  for (const name of filled.missing) {
    stderr.write(`the environment variable ${name} is not set; the statements need its value\n`);
  }
  return null;
}
