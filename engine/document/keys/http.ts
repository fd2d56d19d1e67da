import { DURATION_MAX_MS, PERIOD, SIZE_MAX_BYTES } from './bounds.ts';
import { INPUTS, REJECTION_KEYS, SENSOR_EVENT_TIME } from './common.ts';
import { CSV, FILE_COLUMNS } from './file-columns.ts';
import type { KeyTable } from './kind.ts';

const CLIENT_CERTIFICATE = {
  kind: 'object',
  keys: {
    certificate: {
      kind: { kind: 'path' },
      isRequired: true,
      description: 'The PEM file of the certificate, and of those between it and its authority.',
      example: 'client.pem',
    },
    key: {
      kind: { kind: 'path' },
      isRequired: true,
      description: 'The PEM file of its private key.',
      example: 'client.key',
    },
    passphrase: {
      kind: { kind: 'secret' },
      description: 'What opens the private key, where it is locked.',
      example: '$${NAME}',
    },
  },
} as const;

/** Which address is asked or told, and how: keys of `http` sources and sinks. */
export const ENDPOINT_KEYS = {
  url: {
    kind: { kind: 'url' },
    isRequired: true,
    description: 'The address: https, or http where it is on this machine.',
    example: 'https://example.org/metrics',
  },
  headers: {
    kind: { kind: 'map', names: 'header', of: { kind: 'secret' }, min: 0, max: 100 },
    default: {},
    description: 'Headers of each request; secrets come from the environment.',
    example: { authorization: 'Bearer $${NAME}' },
  },
  timeout: {
    kind: PERIOD,
    default: '10s',
    description: 'How long an answer may take, from the first byte of the request to the last of the answer.',
    example: '5s',
  },
  ca: {
    kind: { kind: 'path' },
    description: 'A PEM file of the authorities that are trusted instead of those that Node trusts.',
    example: 'ca.pem',
  },
  client: {
    kind: CLIENT_CERTIFICATE,
    description: 'The certificate that the other side knows this one by.',
    example: { certificate: 'client.pem', key: 'client.key' },
  },
} as const satisfies KeyTable;

const { column, ...lateness } = SENSOR_EVENT_TIME.keys;

const ANSWER_EVENT_TIME = {
  kind: 'object',
  keys: {
    column: {
      kind: { kind: 'column' },
      description: `${column.description} With prometheus it is always ts.`,
      example: 'ts',
    },
    ...lateness,
  },
} as const;

/** The keys of an `http` source. */
export const HTTP_SOURCE_KEYS = {
  ...ENDPOINT_KEYS,
  every: {
    kind: { kind: 'duration', minMs: 100, maxMs: DURATION_MAX_MS },
    default: '10s',
    description: 'How often it is asked; an answer that takes longer leaves out the next ones.',
    example: '10s',
  },
  format: {
    kind: { kind: 'choice', of: ['json', 'ndjson', 'csv', 'prometheus'] },
    isRequired: true,
    description: 'How the answer is written; json is one object, or a list of them.',
    example: 'prometheus',
  },
  schema: {
    kind: FILE_COLUMNS,
    description: 'The columns in order, each with its type; prometheus has columns of its own, those of system.',
    example: { name: 'string', load: { type: 'double', from: 'cpu.load' } },
  },
  items: {
    kind: { kind: 'text', min: 1, isOneLine: true },
    description: 'Where in the answer the list of objects is, a.b in nested JSON.',
    example: 'data.result',
  },
  received: {
    kind: { kind: 'column' },
    description: 'The name of a timestamp column before all others that says when the answer was asked for.',
    example: 'ts',
  },
  csv: {
    kind: CSV,
    description: 'How CSV is written.',
    example: { delimiter: ';', header: true },
  },
  metrics: {
    kind: { kind: 'list', of: { kind: 'text', min: 1, isOneLine: true }, min: 1, max: 1000 },
    description: 'Globs of metric names, with prometheus; what matches none is passed over. Default: all.',
    example: ['node_cpu_*', 'node_memory_*'],
  },
  event_time: {
    kind: ANSWER_EVENT_TIME,
    description: 'Which column says when a row happened; without it there is no event time, but with prometheus.',
    example: { column: 'ts', out_of_orderness: '2s' },
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;

/** Rows of one request of an `http` sink. */
const REQUEST_ROWS = { kind: 'whole', min: 1, max: 1_000_000 } as const;

const BATCH = {
  kind: 'either',
  short: REQUEST_ROWS,
  long: {
    kind: 'object',
    keys: {
      size: { kind: REQUEST_ROWS, default: 1000, description: 'Most rows of one request.', example: 500 },
      timeout: { kind: PERIOD, default: '1s', description: 'How long a row waits for others.', example: '5s' },
    },
  },
} as const;

const BUFFER = {
  kind: 'object',
  keys: {
    path: {
      kind: { kind: 'path' },
      default: '.millrace-buffer',
      description: 'A folder; in it each sink has one of its own.',
      example: '/var/lib/millrace/buffer',
    },
    size: {
      kind: { kind: 'size', minBytes: 1024 * 1024, maxBytes: SIZE_MAX_BYTES },
      default: '256MiB',
      description:
        'Once as much waits, sources that can wait have to, and rows of those that cannot are dropped and counted.',
      example: '1GiB',
    },
  },
} as const;

/** The keys of an `http` sink. */
export const HTTP_SINK_KEYS = {
  ...INPUTS,
  ...ENDPOINT_KEYS,
  batch: {
    kind: BATCH,
    default: {},
    description: 'How many rows go with one request: their number, or that and how long they wait for each other.',
    example: { size: 500, timeout: '5s' },
  },
  buffer: {
    kind: BUFFER,
    default: {},
    description: 'Where rows wait on the disk while the other side is away.',
    example: { path: 'buffer', size: '1GiB' },
  },
} as const satisfies KeyTable;
