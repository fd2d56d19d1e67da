import { CHOICES_MAX, SPAN } from './bounds.ts';
import type { KeySpec, ObjectKind } from './kind.ts';

const NUMBER = { kind: 'number' } as const;
const WHOLE = { kind: 'whole' } as const;

/** One way to make values; its keys are all numbers of one kind or spans of time. */
function number<const D extends number>(description: string, standard: D) {
  return { kind: NUMBER, default: standard, description, example: standard } as const satisfies KeySpec;
}

function whole<const D extends number>(description: string, standard: D) {
  return { kind: WHOLE, default: standard, description, example: standard } as const satisfies KeySpec;
}

/** A double that is no bound: plain data cannot hold an infinity. */
const UNBOUNDED = Number.MAX_VALUE;

const TIME_KEYS = {
  start: {
    kind: { kind: 'instant' },
    default: '1970-01-01T00:00:00Z',
    description: 'The first time, as ISO 8601 or milliseconds since 1970 UTC.',
    example: '2026-01-01T00:00:00Z',
  },
  step: { kind: SPAN, default: '1s', description: 'From one row to the next.', example: '100ms' },
  disorder: { kind: SPAN, default: '0s', description: 'Each time is moved back by up to this much.', example: '5s' },
} as const;

const SINE_KEYS = {
  period: {
    kind: { kind: 'scalar' },
    isRequired: true,
    description: 'From one crest to the next: a number of rows, or a duration in the times of the rows.',
    example: 60,
  },
  amplitude: number('How far it goes up and down from the mean.', 1),
  mean: number('The middle.', 0),
  noise: {
    kind: { kind: 'number', min: 0 },
    default: 0,
    description: 'How far chance moves each value at most.',
    example: 0.1,
  },
} as const;

const WALK_KEYS = {
  start: {
    kind: NUMBER,
    description: 'The first value. Default: 0, or the bound that is nearest to it.',
    example: 50,
  },
  step: {
    kind: { kind: 'number', min: 0 },
    default: 1,
    description: 'How far a value is from the one before at most.',
    example: 0.5,
  },
  min: number('The walk turns back here.', -UNBOUNDED),
  max: number('The walk turns back here.', UNBOUNDED),
} as const;

/** How one generated column gets its values: exactly one of the ways, and a share of nulls. */
export const GENERATED_COLUMN = {
  kind: 'object',
  oneOf: ['sequence', 'time', 'integer', 'uniform', 'walk', 'sine', 'choice'],
  keys: {
    sequence: {
      kind: { kind: 'object', keys: { start: whole('The first number.', 0), step: whole('From row to row.', 1) } },
      description: 'Whole numbers (bigint) in steps.',
      example: { start: 1, step: 1 },
    },
    time: {
      kind: { kind: 'object', keys: TIME_KEYS },
      description: 'Times (timestamp) in steps.',
      example: { start: '2026-01-01T00:00:00Z', step: '1s', disorder: '5s' },
    },
    integer: {
      kind: { kind: 'object', keys: { min: whole('The smallest.', 0), max: whole('The largest.', 100) } },
      description: 'Whole numbers (bigint) by chance, both ends included.',
      example: { min: 1, max: 6 },
    },
    uniform: {
      kind: { kind: 'object', keys: { min: number('The smallest.', 0), max: number('The upper end.', 1) } },
      description: 'Numbers (double) by chance.',
      example: { min: 0, max: 1 },
    },
    walk: {
      kind: { kind: 'object', keys: WALK_KEYS },
      description: 'Numbers (double) that wander by chance.',
      example: { start: 50, step: 1, min: 0, max: 100 },
    },
    sine: {
      kind: { kind: 'object', keys: SINE_KEYS },
      description: 'Numbers (double) that go up and down.',
      example: { period: 60, amplitude: 10, mean: 50, noise: 1 },
    },
    choice: {
      kind: { kind: 'list', of: { kind: 'scalar' }, min: 1, max: CHOICES_MAX },
      description: 'One of these by chance; all of one type.',
      example: ['red', 'green'],
    },
    nulls: {
      kind: { kind: 'number', min: 0, max: 1 },
      default: 0,
      description: 'The share of rows without a value.',
      example: 0.1,
    },
  },
} as const satisfies ObjectKind;
