import { COLUMNS_MAX, RATE_MAX, SENSOR_INTERVAL_MIN_MS, DURATION_MAX_MS } from './bounds.ts';
import { EVENT_TIME, REJECTION_KEYS, SENSOR_EVENT_TIME } from './common.ts';
import { CSV, FILE_COLUMNS } from './file-columns.ts';
import { GENERATED_COLUMN } from './generator-columns.ts';
import { HTTP_SOURCE_KEYS } from './http.ts';
import { KAFKA_SOURCE_KEYS } from './kafka.ts';
import type { KeyTable, VariantsKind } from './kind.ts';

const SYSTEM_KEYS = {
  interval: {
    kind: { kind: 'duration', minMs: SENSOR_INTERVAL_MIN_MS, maxMs: DURATION_MAX_MS },
    default: '1s',
    description: 'How often the sensors are read.',
    example: '1s',
  },
  metrics: {
    kind: { kind: 'list', of: { kind: 'text', min: 1, isOneLine: true }, min: 1, max: 1000 },
    default: ['*'],
    description: 'Globs of metric names; a metric that matches none is not read.',
    example: ['system.cpu.*', 'hw.temperature'],
  },
  event_time: {
    kind: SENSOR_EVENT_TIME,
    default: {},
    description: 'The event time is always ts; only how far it may be out of order can be said.',
    example: { out_of_orderness: '2s' },
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;

const FILE_KEYS = {
  path: {
    kind: { kind: 'path' },
    isRequired: true,
    description:
      'The files to read in the order of their names; may hold *, ?, ** and {a,b}. What ends in .gz is unpacked.',
    example: 'measurements/*.ndjson',
  },
  format: {
    kind: { kind: 'choice', of: ['ndjson', 'csv', 'parquet'] },
    isRequired: true,
    description: 'How the files are written.',
    example: 'ndjson',
  },
  schema: {
    kind: FILE_COLUMNS,
    isRequired: true,
    description: 'The columns in order, each with its type.',
    example: { ts: 'timestamp', load: { type: 'double', from: 'cpu.load' } },
  },
  csv: {
    kind: CSV,
    description: 'How CSV files are written.',
    example: { delimiter: ';', header: true },
  },
  follow: {
    kind: { kind: 'boolean' },
    default: false,
    description: 'Whether to wait for rows that are appended and for new files once the end is reached.',
    example: false,
  },
  event_time: {
    kind: EVENT_TIME,
    description: 'Which column says when a row happened; without it there is no event time.',
    example: { column: 'ts', out_of_orderness: '2s' },
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;

const GENERATOR_KEYS = {
  rows: {
    kind: { kind: 'whole', min: 0 },
    description: 'How many rows there are; without it they never end.',
    example: 1000,
  },
  rate: {
    kind: { kind: 'number', above: 0, max: RATE_MAX },
    description: 'Rows per second; without it they come as fast as possible.',
    example: 10,
  },
  seed: {
    kind: { kind: 'whole', min: 0, max: 2 ** 32 - 1 },
    default: 0,
    description: 'Where chance begins: the same seed gives the same rows on every machine.',
    example: 42,
  },
  columns: {
    kind: { kind: 'map', names: 'column', of: GENERATED_COLUMN, min: 1, max: COLUMNS_MAX },
    isRequired: true,
    description: 'The columns in order, and how each gets its values.',
    example: { n: { sequence: {} }, load: { uniform: { min: 0, max: 1 }, nulls: 0.1 } },
  },
  event_time: {
    kind: EVENT_TIME,
    description: 'Which column says when a row happened; without it there is no event time.',
    example: { column: 'ts', out_of_orderness: '2s' },
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;

const RECORDING_KEYS = {
  path: {
    kind: { kind: 'path' },
    description: 'The folder of the recording.',
    example: 'recordings/health',
  },
  name: {
    kind: { kind: 'text', min: 1, isOneLine: true },
    description: 'The name of a recording of the library, instead of a path.',
    example: 'System health 2026-11-22 20.04.08',
  },
  speed: {
    kind: { kind: 'scalar' },
    default: 'max',
    description: 'How fast: max, or a factor of the pace at which the rows were recorded.',
    example: 10,
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;

/** The sources of the contract's section 5. */
export const SOURCES = {
  kind: 'variants',
  tag: 'type',
  plural: 'sources',
  of: {
    system: SYSTEM_KEYS,
    file: FILE_KEYS,
    generator: GENERATOR_KEYS,
    recording: RECORDING_KEYS,
    http: HTTP_SOURCE_KEYS,
    kafka: KAFKA_SOURCE_KEYS,
  },
} as const satisfies VariantsKind;
