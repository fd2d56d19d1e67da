import { COLUMNS_MAX, NODES_MAX, SPAN } from './bounds.ts';
import type { KeyTable } from './kind.ts';

/** The types of columns, for schemas. */
export const COLUMN_TYPE = {
  kind: 'choice',
  of: ['string', 'double', 'bigint', 'boolean', 'timestamp'],
} as const;

/** Columns of a stream by name. */
export const COLUMN_LIST = { kind: 'list', of: { kind: 'column' }, min: 0, max: COLUMNS_MAX } as const;

/** What to do with rows that cannot be read or computed: keys of sources and operators. */
export const REJECTION_KEYS = {
  rejects: {
    kind: { kind: 'path' },
    description: 'An NDJSON file that takes the rows which could not be read or computed, with the reason.',
    example: 'rejects.ndjson',
  },
  on_error: {
    kind: { kind: 'choice', of: ['reject', 'fail'] },
    default: 'reject',
    description: 'Whether such a row is passed over and counted, or stops the pipeline.',
    example: 'fail',
  },
} as const satisfies KeyTable;

/** The one input of an operator. */
export const ONE_INPUT = {
  inputs: {
    kind: { kind: 'list', of: { kind: 'input' }, min: 1, max: 1 },
    isRequired: true,
    description: 'The source or operator whose rows come in.',
    example: ['sensors'],
  },
} as const satisfies KeyTable;

/** The inputs of a sink. */
export const INPUTS = {
  inputs: {
    kind: { kind: 'list', of: { kind: 'input' }, min: 1, max: NODES_MAX },
    isRequired: true,
    description: 'The sources and operators whose rows come in; all of one schema.',
    example: ['sensors', 'window-10s.late'],
  },
} as const satisfies KeyTable;

const OUT_OF_ORDERNESS = {
  kind: SPAN,
  default: '0s',
  description: 'How late a row may come before its watermark.',
  example: '2s',
} as const;

const IDLE_TIMEOUT = {
  kind: SPAN,
  description: 'After how long without rows the others no longer wait for this source.',
  example: '30s',
} as const;

/** Which column says when a row happened. */
export const EVENT_TIME = {
  kind: 'object',
  keys: {
    column: {
      kind: { kind: 'column' },
      isRequired: true,
      description: 'The timestamp column that says when the row happened.',
      example: 'ts',
    },
    out_of_orderness: OUT_OF_ORDERNESS,
    idle_timeout: IDLE_TIMEOUT,
  },
} as const;

/** The same for sensors, whose column is always `ts`. */
export const SENSOR_EVENT_TIME = {
  kind: 'object',
  keys: {
    column: {
      kind: { kind: 'choice', of: ['ts'] },
      default: 'ts',
      description: 'The column that says when the sensor was read.',
      example: 'ts',
    },
    out_of_orderness: OUT_OF_ORDERNESS,
    idle_timeout: IDLE_TIMEOUT,
  },
} as const;
