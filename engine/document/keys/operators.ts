import { COLUMNS_MAX, COUNT_WINDOW_MAX, PERIOD, SHIFT, SPAN } from './bounds.ts';
import { COLUMN_LIST, ONE_INPUT, REJECTION_KEYS } from './common.ts';
import { DEDUPLICATE_KEYS } from './deduplicate.ts';
import { INTERVAL_JOIN_KEYS } from './interval-join.ts';
import type { KeyTable, VariantsKind } from './kind.ts';
import { LAG_KEYS } from './lag.ts';
import { PATTERN_KEYS } from './pattern.ts';
import { TOP_N_KEYS } from './top-n.ts';
import { UNION_KEYS } from './union.ts';

const FILTER_KEYS = {
  ...ONE_INPUT,
  where: {
    kind: { kind: 'expression' },
    isRequired: true,
    description: 'Rows for which this is TRUE go on.',
    example: "metric = 'hw.temperature' AND 85 < value",
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;

const COLUMNS = { kind: 'map', names: 'column', of: { kind: 'expression' }, min: 1, max: COLUMNS_MAX } as const;

const SELECT_KEYS = {
  ...ONE_INPUT,
  columns: {
    kind: COLUMNS,
    isRequired: true,
    description: 'The columns that go on, and what each holds.',
    example: { ts: 'ts', percent: 'value * 100' },
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;

const EXTEND_KEYS = {
  ...ONE_INPUT,
  columns: {
    kind: COLUMNS,
    isRequired: true,
    description: "Columns that are added to the input's, and what each holds.",
    example: { percent: 'value * 100' },
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;

const SIZE = { kind: PERIOD, isRequired: true, description: 'How long a window is.', example: '10s' } as const;

const OFFSET = {
  kind: SHIFT,
  default: '0s',
  description: 'Moves the starts of all windows; shorter than the time from one start to the next.',
  example: '-1s',
} as const;

/** Which windows a row belongs to. */
const WINDOW = {
  kind: 'variants',
  tag: 'type',
  plural: 'windows',
  of: {
    tumbling: { size: SIZE, offset: OFFSET },
    sliding: {
      size: SIZE,
      slide: {
        kind: PERIOD,
        isRequired: true,
        description: 'How far the next window starts after a window.',
        example: '2s',
      },
      offset: OFFSET,
    },
    session: {
      gap: {
        kind: PERIOD,
        isRequired: true,
        description: 'How long there is no row of a key when its window ends.',
        example: '30s',
      },
    },
    cumulate: {
      size: SIZE,
      step: {
        kind: PERIOD,
        isRequired: true,
        description: 'How much longer than a window the next one of the same start is; the size is a multiple of it.',
        example: '1s',
      },
    },
    count: {
      size: {
        kind: { kind: 'whole', min: 1, max: COUNT_WINDOW_MAX },
        isRequired: true,
        description: 'How many rows of a key a window has.',
        example: 100,
      },
    },
  },
} as const satisfies VariantsKind;

const WINDOW_KEYS = {
  ...ONE_INPUT,
  window: {
    kind: WINDOW,
    isRequired: true,
    description: 'Which windows a row belongs to.',
    example: { type: 'tumbling', size: '10s' },
  },
  time: {
    kind: { kind: 'choice', of: ['event', 'processing'] },
    default: 'event',
    description: 'Whether windows follow the time of the rows or the clock.',
    example: 'event',
  },
  key: {
    kind: COLUMN_LIST,
    default: [],
    description: 'Columns whose values each have windows of their own; none: one group.',
    example: ['metric', 'entity'],
  },
  aggregate: {
    kind: COLUMNS,
    isRequired: true,
    description: 'Result columns, and the aggregate each holds.',
    example: { n: 'count(*)', avg: 'avg(value)' },
  },
  allowed_lateness: {
    kind: SPAN,
    default: '0s',
    description: 'How long a window that has fired still takes late rows.',
    example: '30s',
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;

/** The operators of the contract's section 6. */
export const OPERATORS = {
  kind: 'variants',
  tag: 'type',
  plural: 'operators',
  of: {
    filter: FILTER_KEYS,
    select: SELECT_KEYS,
    extend: EXTEND_KEYS,
    union: UNION_KEYS,
    window: WINDOW_KEYS,
    deduplicate: DEDUPLICATE_KEYS,
    lag: LAG_KEYS,
    top_n: TOP_N_KEYS,
    interval_join: INTERVAL_JOIN_KEYS,
    pattern: PATTERN_KEYS,
  },
} as const satisfies VariantsKind;
