import { COLUMNS_MAX, RANKS_MAX } from './bounds.ts';
import { COLUMN_LIST, ONE_INPUT, REJECTION_KEYS } from './common.ts';
import type { KeyTable } from './kind.ts';

/** The keys of a `top_n`. */
export const TOP_N_KEYS = {
  ...ONE_INPUT,
  key: {
    kind: COLUMN_LIST,
    default: [],
    description:
      'Columns whose values each have ranks of their own in each window; none: all rows of a window are ranked together.',
    example: ['metric'],
  },
  order_by: {
    kind: { kind: 'list', of: { kind: 'expression' }, min: 1, max: COLUMNS_MAX },
    isRequired: true,
    description:
      'What ranks the rows, the first entry first; with desc behind it, the largest comes first. Nulls are always last.',
    example: ['max desc', 'entity'],
  },
  n: {
    kind: { kind: 'whole', min: 1, max: RANKS_MAX },
    isRequired: true,
    description: 'How many rows of each window and key go on.',
    example: 3,
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;
