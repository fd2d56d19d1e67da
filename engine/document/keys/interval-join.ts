import { COLUMNS_MAX, SHIFT } from './bounds.ts';
import { REJECTION_KEYS } from './common.ts';
import type { KeyTable } from './kind.ts';

const COLUMN_PAIR = { kind: 'list', of: { kind: 'column' }, min: 2, max: 2 } as const;

/** The keys of an `interval_join`. */
export const INTERVAL_JOIN_KEYS = {
  inputs: {
    kind: { kind: 'list', of: { kind: 'input' }, min: 2, max: 2 },
    isRequired: true,
    description: 'The left and the right source or operator whose rows are paired.',
    example: ['temperature', 'load'],
  },
  on: {
    kind: { kind: 'list', of: COLUMN_PAIR, min: 1, max: COLUMNS_MAX },
    isRequired: true,
    description: 'Pairs of columns, left and right, whose values have to be equal.',
    example: [['host', 'host']],
  },
  between: {
    kind: { kind: 'list', of: SHIFT, min: 2, max: 2 },
    isRequired: true,
    description: "How far the right row's time may be from the left one's: the least and the most, both included.",
    example: ['-5s', '5s'],
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;
