import type { CallExpression } from '../../expression/expression.ts';
import type { ExpressionWriter, FunctionWriter } from './expression.ts';

/** How a time is printed here, for `DATE_FORMAT`. */
export const ISO_FORMAT = "'yyyy-MM-dd''T''HH:mm:ss.SSS''Z'''";

/** The milliseconds since 1970 of the time `text`. TIMESTAMPDIFF would count them in 32 bits. */
export function epochMs(text: string): string {
  return `EXTRACT(EPOCH FROM ${text}) * 1000 + EXTRACT(MILLISECOND FROM ${text})`;
}

/** Functions of times, and `FLOOR` and `CEIL`, which are of numbers or of times. */
export const timeFunctions: Readonly<Record<string, FunctionWriter>> = {
  EXTRACT: ({ arguments: [unit, of] }, writer) => `EXTRACT(${unitOf(unit)} FROM ${writer.typed(of!)})`,
  UNIX_TIMESTAMP: ({ arguments: [of] }, writer) => `EXTRACT(EPOCH FROM ${writer.typed(of!)})`,
  FLOOR: (call, writer) => rounded('FLOOR', call, writer),
  CEIL: (call, writer) => rounded('CEIL', call, writer),
};

function rounded(name: string, { arguments: [of, unit] }: CallExpression, writer: ExpressionWriter): string {
  return `${name}(${writer.typed(of!)}${unit === undefined ? '' : ` TO ${unitOf(unit)}`})`;
}

function unitOf(unit: CallExpression['arguments'][number] | undefined): string {
  return unit?.kind === 'literal' ? String(unit.value) : '';
}
