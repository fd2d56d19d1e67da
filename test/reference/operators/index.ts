import { deduplicate } from './deduplicate.ts';
import { intervalJoin } from './interval-join.ts';
import { lag } from './lag.ts';
import type { Operator, Surroundings } from './operator.ts';
import { pattern } from './pattern.ts';
import { extend, filter, select, union } from './stateless.ts';
import { topN } from './top-n.ts';
import { window } from './window.ts';

/** The operators by their types. */
export const OPERATORS: Readonly<Record<string, (surroundings: Surroundings) => Operator>> = {
  filter,
  select,
  extend,
  union,
  window,
  deduplicate,
  lag,
  top_n: topN,
  interval_join: intervalJoin,
  pattern,
};
