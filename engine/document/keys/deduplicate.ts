import { COLUMNS_MAX, PERIOD } from './bounds.ts';
import { COLUMN_LIST, ONE_INPUT, REJECTION_KEYS } from './common.ts';
import type { KeyTable } from './kind.ts';

/** The keys of a `deduplicate`. */
export const DEDUPLICATE_KEYS = {
  ...ONE_INPUT,
  key: {
    kind: COLUMN_LIST,
    description: 'Columns whose values say which rows are about the same thing; none: all are.',
    example: ['metric', 'entity'],
  },
  keep: {
    kind: { kind: 'choice', of: ['first', 'changed'] },
    default: 'first',
    description: 'Which rows go on: the first one of each key, or each that differs from the one of its key before.',
    example: 'changed',
  },
  on: {
    kind: { kind: 'list', of: { kind: 'column' }, min: 1, max: COLUMNS_MAX },
    description: 'With keep: changed, the columns in which a row has to differ from the one of its key before.',
    example: ['value'],
  },
  ttl: {
    kind: PERIOD,
    description: 'A key without a row for this long, in event time, begins anew: its next row is a first one again.',
    example: '1h',
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;
