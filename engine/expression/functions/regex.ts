import type { Checked, Complaint, Signature } from '../checked.ts';
import type { Compile, FunctionDefinition } from '../definition.ts';
import type { CallExpression } from '../expression.ts';
import type { Kernel } from '../kernel.ts';
import { misfit, takes } from '../rules.ts';
import { compileTextFunction } from '../text-kernels.ts';
import { Failure } from '../text-results.ts';
import { searchOf } from './regex/safety.ts';

/**
 * `REGEXP_EXTRACT(s, 'pattern' [, group])`: what the group (0, the default: the whole pattern) matches first, NULL where nothing
 * does. The pattern is a literal, so that it is checked before the start, and is matched by code point.
 */
export const regexpExtract: FunctionDefinition = {
  name: 'REGEXP_EXTRACT',
  usage: "REGEXP_EXTRACT(s, 'pattern' [, group])",
  arity: [2, 3],
  rule: regexRule,
  mayFail: () => true,
  compile: compileRegex,
};

function regexRule(args: readonly Checked[]): Signature | Complaint {
  const signature = takes('REGEXP_EXTRACT', ['string', 'string', 'bigint'], 'string')(args, null);
  if ('message' in signature) return signature;
  const [, pattern, group] = args;
  if (pattern!.expression.kind !== 'literal')
    return { message: "the pattern has to be a literal, such as '([0-9]+)'", at: pattern! };
  if (group !== undefined && group.expression.kind !== 'literal')
    return { message: 'the group has to be a literal, such as 1', at: group };
  const source = pattern!.expression.value;
  if (typeof source !== 'string') return misfit('REGEXP_EXTRACT', pattern!, 'string');
  const fault = describeFault(source);
  if (fault !== null) return { message: fault, at: pattern! };
  const groups = countGroups(source);
  const wanted = group === undefined ? 0 : groupOf(group.expression);
  if (0 <= wanted && wanted <= groups) return signature;
  return { message: `the pattern has ${groups} groups, so there is no group ${wanted}`, at: group! };
}

function compileRegex(call: CallExpression, compile: Compile): Kernel {
  const [text, pattern, group] = call.arguments;
  const source = (pattern as { readonly value: string }).value;
  const expression = new RegExp(source, 'u');
  const wanted = group === undefined ? 0 : groupOf(group);
  const { most } = searchOf(source);
  return compileTextFunction(compile(text!), 'string', (entry) => {
    if (most < entry.length)
      return new Failure(`REGEXP_EXTRACT searches at most ${most} characters for this pattern, not ${entry.length}`);
    return expression.exec(entry)?.[wanted] ?? null;
  });
}

function groupOf(expression: Checked['expression']): number {
  return expression.kind === 'literal' ? Number(expression.value) : 0;
}

function describeFault(source: string): string | null {
  // The only way to ask whether a pattern is one is to make it; what it is not is data here, not a bug.
  try {
    new RegExp(source, 'u');
  } catch (error) {
    return `'${source}' is no regular expression: ${reasonOf(error)}`;
  }
  return searchOf(source).fault;
}

// `Invalid regular expression: /(/u: Unterminated group` → `Unterminated group`.
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(error.message.lastIndexOf(': ') + 2) : String(error);
}

// With an empty alternative everything matches, and the match has all groups.
function countGroups(source: string): number {
  return new RegExp(`${source}|`, 'u').exec('')!.length - 1;
}
