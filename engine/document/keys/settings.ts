import {
  BATCH_SIZE_MAX,
  BUFFER_CAPACITY_MAX,
  CHECKPOINT_INTERVAL_MIN_MS,
  DURATION_MAX_MS,
  PARALLELISM_MAX,
  PERIOD,
  RESTARTS_MAX,
  SPAN,
} from './bounds.ts';
import type { ObjectKind, VariantsKind } from './kind.ts';

const BATCH = {
  kind: 'object',
  keys: {
    size: {
      kind: { kind: 'whole', min: 1, max: BATCH_SIZE_MAX },
      default: 1000,
      description: 'Most rows moved at a time.',
      example: 1000,
    },
    timeout: { kind: SPAN, default: '20ms', description: 'A row never waits longer than this.', example: '20ms' },
  },
} as const satisfies ObjectKind;

const BUFFER = {
  kind: 'object',
  keys: {
    capacity: {
      kind: { kind: 'whole', min: 1, max: BUFFER_CAPACITY_MAX },
      default: 10_000,
      description: 'Rows in flight on an edge before its producer has to wait.',
      example: 10_000,
    },
  },
} as const satisfies ObjectKind;

const CHECKPOINT = {
  kind: 'object',
  keys: {
    interval: {
      kind: { kind: 'duration', minMs: CHECKPOINT_INTERVAL_MIN_MS, maxMs: DURATION_MAX_MS },
      default: '10s',
      description: 'How often what was written is made final.',
      example: '10s',
    },
    timeout: { kind: PERIOD, default: '1m', description: 'A checkpoint that takes longer is given up.', example: '1m' },
    retained: {
      kind: { kind: 'whole', min: 1, max: 1000 },
      default: 3,
      description: 'How many checkpoints are kept.',
      example: 3,
    },
    mode: {
      kind: { kind: 'choice', of: ['exactly_once', 'at_least_once', 'none'] },
      default: 'exactly_once',
      description: 'What holds for rows after a failure.',
      example: 'exactly_once',
    },
  },
} as const satisfies ObjectKind;

const DELAY = {
  kind: SPAN,
  default: '1s',
  description: 'How long it waits before it starts again.',
  example: '1s',
} as const;

const RESTART = {
  kind: 'variants',
  tag: 'strategy',
  plural: 'restart strategies',
  of: {
    exponential_delay: {
      initial: { kind: PERIOD, default: '1s', description: 'How long it waits the first time.', example: '1s' },
      max: { kind: PERIOD, default: '1m', description: 'The longest that it waits.', example: '1m' },
      multiplier: {
        kind: { kind: 'number', min: 1, max: 1000 },
        default: 1.5,
        description: 'How many times longer it waits after each failure.',
        example: 1.5,
      },
      jitter: {
        kind: { kind: 'number', min: 0, max: 1 },
        default: 0.1,
        description: 'The share by which each wait may be longer or shorter.',
        example: 0.1,
      },
      reset_after: {
        kind: PERIOD,
        default: '1h',
        description: 'Once it has run this long, the next wait is the first again.',
        example: '1h',
      },
    },
    fixed_delay: {
      attempts: {
        kind: { kind: 'whole', min: 1, max: RESTARTS_MAX },
        default: 3,
        description: 'How often it is started again in all.',
        example: 3,
      },
      delay: DELAY,
    },
    failure_rate: {
      failures: {
        kind: { kind: 'whole', min: 1, max: RESTARTS_MAX },
        default: 3,
        description: 'How many failures it stands within the time of per.',
        example: 3,
      },
      per: { kind: PERIOD, default: '5m', description: 'The time in which failures count.', example: '5m' },
      delay: DELAY,
    },
    none: {},
  },
} as const satisfies VariantsKind;

/** How a pipeline runs: the contract's section 1. */
export const SETTINGS = {
  kind: 'object',
  keys: {
    parallelism: {
      kind: { kind: 'whole', min: 1, max: PARALLELISM_MAX },
      default: 1,
      description: 'Threads that share the keys of each operator that has a key.',
      example: 1,
    },
    batch: { kind: BATCH, default: {}, description: 'How rows are moved.', example: { size: 1000 } },
    buffer: { kind: BUFFER, default: {}, description: 'How much may wait.', example: { capacity: 10_000 } },
    checkpoint: { kind: CHECKPOINT, default: {}, description: 'How rows are kept safe.', example: { interval: '10s' } },
    restart: {
      kind: RESTART,
      default: { strategy: 'exponential_delay' },
      description: 'What happens when the pipeline fails.',
      example: { strategy: 'fixed_delay', attempts: 3 },
    },
  },
} as const satisfies ObjectKind;
