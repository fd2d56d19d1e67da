import { EVENT_TIME, INPUTS, REJECTION_KEYS } from './common.ts';
import { FILE_COLUMNS } from './file-columns.ts';
import type { KeyTable } from './kind.ts';

const TLS = {
  kind: 'object',
  keys: {
    ca: {
      kind: { kind: 'path' },
      description: 'A PEM file of the authorities that are trusted instead of those that Node trusts.',
      example: 'ca.pem',
    },
    certificate: {
      kind: { kind: 'path' },
      description: 'The PEM file of the certificate that the cluster knows this side by.',
      example: 'client.pem',
    },
    key: { kind: { kind: 'path' }, description: 'The PEM file of its private key.', example: 'client.key' },
  },
} as const;

const SASL = {
  kind: 'object',
  keys: {
    mechanism: {
      kind: { kind: 'choice', of: ['plain', 'scram-sha-256', 'scram-sha-512'] },
      isRequired: true,
      description: 'How the user is known.',
      example: 'scram-sha-256',
    },
    username: {
      kind: { kind: 'secret' },
      isRequired: true,
      description: 'Who asks.',
      example: 'millrace',
    },
    password: {
      kind: { kind: 'secret' },
      isRequired: true,
      description: 'What the user is let in by; it comes from the environment.',
      example: '$${NAME}',
    },
  },
} as const;

/** Which topic of which cluster, and how it is reached: keys of `kafka` sources and sinks. */
export const KAFKA_CONNECTION_KEYS = {
  brokers: {
    kind: { kind: 'list', of: { kind: 'secret' }, min: 1, max: 100 },
    isRequired: true,
    description: 'Some brokers of the cluster, host:port each; the others are found by them.',
    example: ['localhost:9092'],
  },
  topic: {
    kind: { kind: 'text', min: 1, max: 249, isOneLine: true },
    isRequired: true,
    description: 'The topic.',
    example: 'readings',
  },
  tls: {
    kind: TLS,
    description: 'Encrypts; only between programs of this machine it may be left out. {} trusts what Node trusts.',
    example: { ca: 'ca.pem' },
  },
  sasl: {
    kind: SASL,
    description: 'Who asks, where the cluster wants to know.',
    example: { mechanism: 'scram-sha-256', username: 'millrace', password: '$${NAME}' },
  },
} as const satisfies KeyTable;

const FORMAT = { kind: { kind: 'choice', of: ['json'] }, default: 'json', example: 'json' } as const;

/** The keys of a `kafka` source. */
export const KAFKA_SOURCE_KEYS = {
  ...KAFKA_CONNECTION_KEYS,
  format: { ...FORMAT, description: 'How values are written: one JSON object each.' },
  schema: {
    kind: FILE_COLUMNS,
    isRequired: true,
    description:
      'The columns in order; from may be $key, $partition, $offset, $timestamp or $headers.name beside what is in the JSON.',
    example: { ts: 'timestamp', machine: { type: 'string', from: '$key' } },
  },
  start: {
    kind: { kind: 'choice', of: ['earliest', 'latest'] },
    default: 'earliest',
    description: 'Where it begins without a checkpoint: with all that is there, or with what comes from now on.',
    example: 'latest',
  },
  until: {
    kind: { kind: 'choice', of: ['latest'] },
    description: 'Ends with what was there when it began; without it there is no end.',
    example: 'latest',
  },
  event_time: {
    kind: EVENT_TIME,
    description: 'Which column says when a row happened; each partition is followed by itself.',
    example: { column: 'ts', out_of_orderness: '2s' },
  },
  ...REJECTION_KEYS,
} as const satisfies KeyTable;

/** The keys of a `kafka` sink. */
export const KAFKA_SINK_KEYS = {
  ...INPUTS,
  ...KAFKA_CONNECTION_KEYS,
  format: { ...FORMAT, description: 'How values are written: one JSON object each, all columns in it.' },
  key: {
    kind: { kind: 'column' },
    description: 'The column whose text is the key: rows of one key stay in order, in one partition.',
    example: 'machine',
  },
  headers: {
    kind: { kind: 'map', names: 'header', of: { kind: 'column' }, min: 0, max: 100 },
    default: {},
    description: 'Headers of each entry, and the column whose text each has.',
    example: { site: 'site' },
  },
  compress: {
    kind: { kind: 'choice', of: ['none', 'gzip'] },
    default: 'none',
    description: 'Whether entries are sent and kept compressed.',
    example: 'gzip',
  },
  delivery: {
    kind: { kind: 'choice', of: ['exactly_once', 'at_least_once'] },
    default: 'exactly_once',
    description: 'Whether rows are seen with their checkpoint, once, or at once, some twice after a failure.',
    example: 'at_least_once',
  },
  transactional_id: {
    kind: { kind: 'text', min: 1, max: 200, isOneLine: true },
    description:
      'Under what name its transactions go; no two that run may share it. Default: from the names of machine, pipeline and sink.',
    example: 'desk-17',
  },
} as const satisfies KeyTable;
