import type { Checked, Complaint, Signature } from '../checked.ts';
import type { Compile, FunctionDefinition } from '../definition.ts';
import type { CallExpression } from '../expression.ts';
import type { Kernel } from '../kernel.ts';
import { takes } from '../rules.ts';
import { compileTextFunction, compileValueFunction } from '../text-kernels.ts';
import { Failure } from '../text-results.ts';

/** `LIKE`: `%` stands for any characters, `_` for one; there is no escape character but the one after ESCAPE. */
export const like: FunctionDefinition = {
  name: 'LIKE',
  usage: "x LIKE 'pattern' [ESCAPE 'c']",
  arity: [2, 3],
  rule: likeRule,
  mayFail: (call) => call.arguments.slice(1).some((argument) => argument.kind !== 'literal'),
  compile: compileLike,
};

/** A pattern by code points; a number is a wildcard. */
type Pattern = readonly (string | typeof ANY | typeof ONE)[];
const ANY = 0;
const ONE = 1;

function likeRule(args: readonly Checked[]): Signature | Complaint {
  const signature = takes('LIKE', ['string'], 'boolean')(args, null);
  const [, pattern, escape] = args.map(({ expression }) => (expression.kind === 'literal' ? expression.value : null));
  if ('message' in signature || typeof pattern !== 'string') return signature;
  if (args[2] !== undefined && typeof escape !== 'string') return signature;
  const parsed = parsePattern(pattern, (escape as string | undefined) ?? null);
  if (!(parsed instanceof Failure)) return signature;
  return { message: parsed.reason, at: parsed.reason.startsWith('ESCAPE') ? args[2]! : args[1]! };
}

function compileLike(call: CallExpression, compile: Compile): Kernel {
  const [text, pattern, escape] = call.arguments;
  const isFixed =
    pattern!.kind === 'literal' && pattern!.value !== null && (escape === undefined || escape.kind === 'literal');
  const parsed = isFixed ? parsePattern(pattern!.value as string, escapeOf(escape)) : null;
  const isParsed = parsed !== null && !(parsed instanceof Failure) && escapeIsThere(escape);
  if (isParsed && text!.kind !== 'literal')
    return compileTextFunction(compile(text!), 'boolean', (entry) => matches(entry, parsed));
  return compileValueFunction(call, compile, ([s, p, e]) => {
    const each = parsePattern(p as string, (e as string | undefined) ?? null);
    return each instanceof Failure ? each : matches(s as string, each);
  });
}

function escapeOf(escape: CallExpression['arguments'][number] | undefined): string | null {
  return escape?.kind === 'literal' ? (escape.value as string | null) : null;
}

function escapeIsThere(escape: CallExpression['arguments'][number] | undefined): boolean {
  return escape === undefined || escapeOf(escape) !== null;
}

function parsePattern(text: string, escape: string | null): Pattern | Failure {
  if (escape !== null && Array.from(escape).length !== 1)
    return new Failure(`ESCAPE takes one character, not '${escape}'`);
  const pattern: (string | typeof ANY | typeof ONE)[] = [];
  const points = Array.from(text);
  for (let i = 0; i < points.length; i++) {
    if (points[i] !== escape) {
      pattern.push(wildcardOf(points[i]!));
      continue;
    }
    const escaped = points[++i];
    if (escaped === undefined || (escaped !== escape && typeof wildcardOf(escaped) === 'string'))
      return badEscape(text, escape);
    pattern.push(escaped);
  }
  return pattern;
}

function wildcardOf(point: string): Pattern[number] {
  if (point === '%') return ANY;
  return point === '_' ? ONE : point;
}

function badEscape(text: string, escape: string): Failure {
  return new Failure(
    `in the pattern '${text}' the escape character ${escape} stands before something other than %, _ or itself`,
  );
}

// Going back to the last % only is enough, since what came before it has matched as early as it could: time is length by length at worst.
function matches(text: string, pattern: Pattern): boolean {
  const points = Array.from(text);
  let at = 0;
  let part = 0;
  let lastAny = -1;
  let lastAt = 0;
  while (at < points.length) {
    if (part < pattern.length && (pattern[part] === ONE || pattern[part] === points[at])) {
      at++;
      part++;
    } else if (part < pattern.length && pattern[part] === ANY) {
      lastAny = part++;
      lastAt = at;
    } else if (lastAny === -1) return false;
    else {
      part = lastAny + 1;
      at = ++lastAt;
    }
  }
  while (pattern[part] === ANY) part++;
  return part === pattern.length;
}
