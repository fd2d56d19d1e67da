import { PART_SIZE, PERIOD, SPAN, TITLE_LENGTH_MAX } from './bounds.ts';
import { INPUTS } from './common.ts';
import { HTTP_SINK_KEYS } from './http.ts';
import { KAFKA_SINK_KEYS } from './kafka.ts';
import type { KeyTable, VariantsKind } from './kind.ts';

const ROLLING = {
  kind: 'object',
  keys: {
    size: { kind: PART_SIZE, default: '128MiB', description: 'A part that is this large is closed.', example: '10MiB' },
    interval: { kind: PERIOD, default: '15m', description: 'A part that is this old is closed.', example: '5m' },
  },
} as const;

const FILE_KEYS = {
  ...INPUTS,
  path: {
    kind: { kind: 'path' },
    isRequired: true,
    description: 'The folder of the part files.',
    example: 'recordings/health',
  },
  format: {
    kind: { kind: 'choice', of: ['ndjson', 'csv', 'parquet'] },
    default: 'ndjson',
    description: 'How the files are written.',
    example: 'csv',
  },
  rolling: {
    kind: ROLLING,
    default: {},
    description: 'When a part is closed and the next one begun.',
    example: { size: '10MiB', interval: '5m' },
  },
  compress: {
    kind: { kind: 'choice', of: ['none', 'gzip'] },
    default: 'none',
    description: 'Whether the files are compressed.',
    example: 'gzip',
  },
  encrypt: {
    kind: {
      kind: 'object',
      keys: {
        passphrase: {
          kind: { kind: 'secret' },
          isRequired: true,
          description: 'What opens the files again; it comes from the environment.',
          example: '$${NAME}',
        },
      },
    },
    description: 'Encrypts the files, so that the age program opens them with the passphrase.',
    example: { passphrase: '$${NAME}' },
  },
} as const satisfies KeyTable;

const CHART_KEYS = {
  ...INPUTS,
  title: {
    kind: { kind: 'text', min: 1, max: TITLE_LENGTH_MAX, isOneLine: true },
    description: 'What stands above the chart. Default: the id of the sink.',
    example: 'CPU load',
  },
  x: {
    kind: { kind: 'column' },
    description: 'The time or number along the bottom. Default: ts, window_end, or the first timestamp column.',
    example: 'window_end',
  },
  y: {
    kind: { kind: 'column' },
    description: 'The number that is drawn. Default: value, or the first number column.',
    example: 'avg',
  },
  series: {
    kind: { kind: 'column' },
    description: 'Each value of this column has a line of its own. Default: entity, or metric, where there is one.',
    example: 'entity',
  },
  unit: {
    kind: { kind: 'text', min: 1, max: 64, isOneLine: true },
    description: "A UCUM code of the numbers. Default: taken from the rows' column unit.",
    example: 'Cel',
  },
} as const satisfies KeyTable;

const NOTIFICATION_KEYS = {
  ...INPUTS,
  title: {
    kind: { kind: 'template' },
    description:
      'What the notification says first; {column} stands for the value in the row. Default: the id of the sink.',
    example: '{entity} is at {max} °C',
  },
  body: {
    kind: { kind: 'template' },
    description: 'What it says below the title; {column} stands for the value in the row.',
    example: 'since {window_start}',
  },
  every: {
    kind: SPAN,
    description: 'At most one notification in this time by the clock; the next one tells how many were left out.',
    example: '10m',
  },
} as const satisfies KeyTable;

/** The sinks of the contract's section 8. */
export const SINKS = {
  kind: 'variants',
  tag: 'type',
  plural: 'sinks',
  of: {
    file: FILE_KEYS,
    chart: CHART_KEYS,
    console: INPUTS,
    discard: INPUTS,
    notification: NOTIFICATION_KEYS,
    http: HTTP_SINK_KEYS,
    kafka: KAFKA_SINK_KEYS,
  },
} as const satisfies VariantsKind;
