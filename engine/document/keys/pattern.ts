import { COLUMNS_MAX, PERIOD, STEP_TIMES_MAX, STEPS_MAX } from './bounds.ts';
import { COLUMN_LIST, ONE_INPUT, REJECTION_KEYS } from './common.ts';
import type { KeyTable, NumberKind } from './kind.ts';

const TIMES = { kind: 'whole', min: 1, max: STEP_TIMES_MAX } as const satisfies NumberKind;

const STEP_KEYS = {
  name: {
    kind: { kind: 'text', min: 1, max: 64, isOneLine: true },
    isRequired: true,
    description: 'What the columns call the rows of this step.',
    example: 'hot',
  },
  where: {
    kind: { kind: 'expression' },
    isRequired: true,
    description: 'The rows that this step takes are those for which this is TRUE.',
    example: '85 < value',
  },
  times: {
    kind: {
      kind: 'either',
      short: TIMES,
      long: {
        kind: 'object',
        keys: {
          min: { kind: TIMES, isRequired: true, description: 'The fewest rows of this step.', example: 2 },
          max: { kind: TIMES, isRequired: true, description: 'The most rows of this step.', example: 5 },
        },
      },
    },
    default: 1,
    description: 'How many rows the step takes.',
    example: 3,
  },
  next: {
    kind: { kind: 'boolean' },
    default: false,
    description:
      "Whether the step's first row has to be the very next one after the step before; else it is some later row.",
    example: true,
  },
  consecutive: {
    kind: { kind: 'boolean' },
    default: false,
    description: "Whether the step's rows have to follow each other with no other row between them.",
    example: true,
  },
} as const satisfies KeyTable;

/** The keys of a `pattern`. */
export const PATTERN_KEYS = {
  ...ONE_INPUT,
  key: {
    kind: COLUMN_LIST,
    default: [],
    description: 'Columns whose values each have sequences of their own; none: one sequence of all rows.',
    example: ['entity'],
  },
  sequence: {
    kind: { kind: 'list', of: { kind: 'object', keys: STEP_KEYS }, min: 1, max: STEPS_MAX },
    isRequired: true,
    description: 'What has to happen, step after step, in the order of event time.',
    example: [{ name: 'hot', where: '85 < value', times: 3 }],
  },
  within: {
    kind: PERIOD,
    description: "A match takes less than this: its last row's time minus its first row's.",
    example: '60s',
  },
  columns: {
    kind: { kind: 'map', names: 'column', of: { kind: 'expression' }, min: 1, max: COLUMNS_MAX },
    isRequired: true,
    description: 'The columns of a match, and what each holds of the rows of its steps.',
    example: { entity: 'hot.entity', since: 'first(hot.ts)', peak: 'max(hot.value)' },
  },
  after_match: {
    kind: { kind: 'choice', of: ['skip_past_last', 'skip_to_next'] },
    default: 'skip_past_last',
    description: 'Where the next match may begin: behind the last row of this one, or behind its first.',
    example: 'skip_to_next',
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;
