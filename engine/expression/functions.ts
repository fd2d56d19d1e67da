import type { FunctionDefinition } from './definition.ts';
import { arithmetic } from './functions/arithmetic.ts';
import { casts } from './functions/cast.ts';
import { comparisons } from './functions/compare.ts';
import { conditionals } from './functions/conditional.ts';
import { extremes } from './functions/extremes.ts';
import { like } from './functions/like.ts';
import { logic } from './functions/logic.ts';
import { math } from './functions/math.ts';
import { membership } from './functions/membership.ts';
import { regexpExtract } from './functions/regex.ts';
import { tests } from './functions/tests.ts';
import { text } from './functions/text.ts';
import { time } from './functions/time.ts';

/** Every operator and function of expressions, by its upper-case name. */
export const functions: ReadonlyMap<string, FunctionDefinition> = new Map(
  [
    ...arithmetic,
    ...comparisons,
    ...logic,
    ...tests,
    ...membership,
    ...conditionals,
    ...math,
    ...extremes,
    ...text,
    like,
    regexpExtract,
    ...time,
    ...casts,
  ].map((definition) => [definition.name, definition]),
);

const OTHER_NAMES: Readonly<Record<string, string>> = { CEILING: 'CEIL', CHARACTER_LENGTH: 'CHAR_LENGTH' };

/** The name that a function goes by here, of one that Flink SQL knows by several. */
export function canonicalName(name: string): string {
  return Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name]! : name;
}

/** The names that are called with parentheses, for suggestions. */
export function callableNames(): string[] {
  return [...functions.keys()].filter((name) => /^[A-Z_]+$/.test(name) && !OPERATOR_WORDS.has(name));
}

const OPERATOR_WORDS = new Set(['AND', 'OR', 'NOT', 'CASE', 'BETWEEN', 'IN', 'LIKE']);
