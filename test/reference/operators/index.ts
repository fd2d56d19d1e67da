import { deduplicate } from './deduplicate.ts';
import type { Operator, Surroundings } from './operator.ts';
import { extend, filter, select, union } from './stateless.ts';
import { window } from './window.ts';

/** The operators by their types. */
export const OPERATORS: Readonly<Record<string, (surroundings: Surroundings) => Operator>> = {
  filter,
  select,
  extend,
  union,
  window,
  deduplicate,
};
