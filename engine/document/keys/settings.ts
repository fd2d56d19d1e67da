import {
  BATCH_SIZE_MAX,
  BUFFER_CAPACITY_MAX,
  CHECKPOINT_INTERVAL_MIN_MS,
  DURATION_MAX_MS,
  PARALLELISM_MAX,
  PERIOD,
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
      kind: { kind: 'choice', of: ['exactly_once'], later: ['at_least_once', 'none'] },
      default: 'exactly_once',
      description: 'What holds for rows after a failure.',
      example: 'exactly_once',
    },
  },
} as const satisfies ObjectKind;

// The contract's default is exponential_delay: it becomes so here with the version that runs it.
const RESTART = {
  kind: 'variants',
  tag: 'strategy',
  plural: 'restart strategies',
  of: { none: {} },
  later: ['exponential_delay', 'fixed_delay', 'failure_rate'],
} as const satisfies VariantsKind;

/** How a pipeline runs: the contract's section 1. */
export const SETTINGS = {
  kind: 'object',
  keys: {
    parallelism: {
      kind: { kind: 'whole', min: 1, max: PARALLELISM_MAX, runsUpTo: 1 },
      default: 1,
      description: 'Subtasks of each keyed operator.',
      example: 1,
    },
    batch: { kind: BATCH, default: {}, description: 'How rows are moved.', example: { size: 1000 } },
    buffer: { kind: BUFFER, default: {}, description: 'How much may wait.', example: { capacity: 10_000 } },
    checkpoint: { kind: CHECKPOINT, default: {}, description: 'How rows are kept safe.', example: { interval: '10s' } },
    restart: {
      kind: RESTART,
      default: { strategy: 'none' },
      description: 'What happens when the pipeline fails.',
      example: { strategy: 'none' },
    },
  },
} as const satisfies ObjectKind;
