import { COLUMNS_MAX } from './bounds.ts';
import { COLUMN_LIST, ONE_INPUT, REJECTION_KEYS } from './common.ts';
import type { KeyTable } from './kind.ts';

/** The keys of a `lag`. */
export const LAG_KEYS = {
  ...ONE_INPUT,
  key: {
    kind: COLUMN_LIST,
    default: [],
    description: 'Columns whose values each have rows before of their own; none: the row before is that of all rows.',
    example: ['metric', 'entity'],
  },
  columns: {
    kind: { kind: 'map', names: 'column', of: { kind: 'expression' }, min: 1, max: COLUMNS_MAX },
    isRequired: true,
    description:
      "Columns that are added to the input's: lag(x) and lag(x, n), delta(x), rate(x) (a second) and ewma(x, alpha) over the rows of the key before, and expressions over them.",
    example: { before: 'lag(value)', change: 'delta(value)', smooth: 'ewma(value, 0.2)' },
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;
