import { NODES_MAX } from './bounds.ts';
import { REJECTION_KEYS } from './common.ts';
import type { KeyTable } from './kind.ts';

/** The keys of a `union`. */
export const UNION_KEYS = {
  inputs: {
    kind: { kind: 'list', of: { kind: 'input' }, min: 2, max: NODES_MAX },
    isRequired: true,
    description: 'The sources and operators whose rows become one stream; all of one schema.',
    example: ['indoor', 'outdoor'],
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;
