/** Why a cluster could not be talked to, and what a person can do about it. */
export interface KafkaTrouble {
  readonly reason: string;
  readonly remedy: string;
  /** Whether it may work a little later, or from the last checkpoint on, or only once a person has mended it. */
  readonly helps: 'waiting' | 'restarting' | 'mending';
}

/** An error of our own that `troubleOf` knows what to say of; trying again cannot help. */
export function troubled(reason: string, remedy: string): Error & { readonly trouble: KafkaTrouble } {
  const trouble: KafkaTrouble = { reason, remedy, helps: 'mending' };
  return Object.assign(new Error(reason), { trouble });
}

const CHECK = 'see that the cluster runs, and that the brokers are right';

type Known = readonly [reason: string, remedy: string, helps: KafkaTrouble['helps']];

const REFUSED = 'have it allowed';
const FENCED: Known = [
  'somebody else writes under the same transactional id, or the transaction was open for longer than the cluster waits',
  'give each pipeline that runs at a time a transactional_id of its own',
  'restarting',
];
const UNTRUSTED: Known = [
  'its certificate is from an authority that is not trusted',
  'name its PEM file under tls.ca',
  'mending',
];

const KNOWN: Readonly<Record<string, Known>> = {
  ECONNREFUSED: ['nothing answers at that port', CHECK, 'waiting'],
  ECONNRESET: ['the broker cut the connection', CHECK, 'waiting'],
  ENOTFOUND: ['nobody knows a machine of that name', 'correct the brokers, or the name server', 'waiting'],
  ETIMEDOUT: ['the machine does not answer', CHECK, 'waiting'],
  UNKNOWN_TOPIC_OR_PARTITION: ['there is no such topic', 'create it, or correct the topic', 'waiting'],
  INVALID_TOPIC_EXCEPTION: ['a topic cannot have that name', 'correct the topic', 'mending'],
  OFFSET_OUT_OF_RANGE: [
    'the rows to go on with are no longer there',
    'start without the checkpoint, and let the topic keep its rows for longer',
    'mending',
  ],
  TOPIC_AUTHORIZATION_FAILED: ['the user may not use that topic', REFUSED, 'mending'],
  CLUSTER_AUTHORIZATION_FAILED: ['the user may not write without duplicates', REFUSED, 'mending'],
  TRANSACTIONAL_ID_AUTHORIZATION_FAILED: [
    'the user may not use that transactional id',
    `${REFUSED}, or write delivery: at_least_once`,
    'mending',
  ],
  PRODUCER_FENCED: FENCED,
  INVALID_PRODUCER_EPOCH: FENCED,
  INVALID_PRODUCER_ID_MAPPING: FENCED,
  INVALID_TXN_STATE: FENCED,
  MESSAGE_TOO_LARGE: ['a row is larger than the topic takes', 'raise max.message.bytes of the topic', 'mending'],
  OUT_OF_ORDER_SEQUENCE_NUMBER: ['rows before these are missing there', 'look into its log', 'restarting'],
  UNKNOWN_PRODUCER_ID: ['it no longer knows who writes', 'look into its log', 'restarting'],
  CERT_HAS_EXPIRED: ['its certificate has expired', 'have it renewed, and see that the clocks are right', 'mending'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['its certificate is for another name', 'write the name that is in it', 'mending'],
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
};

interface KafkaError {
  readonly name: string;
  readonly message: string;
  readonly type?: string;
  readonly code?: string | number;
  readonly retriable?: boolean;
  readonly cause?: unknown;
  readonly trouble?: KafkaTrouble;
}

/** What to say of `error`, which a call of a client ended with. */
export function troubleOf(error: unknown): KafkaTrouble {
  const one = innermost(error as KafkaError);
  if (one.trouble) return one.trouble;
  const known = KNOWN[one.type ?? ''] ?? KNOWN[String(one.code)];
  if (known) return { reason: known[0], remedy: known[1], helps: known[2] };
  if (/SASL/i.test(`${one.name} ${one.type}`)) {
    return { reason: `it does not let the user in (${one.message})`, remedy: 'correct "sasl"', helps: 'mending' };
  }
  const helps = one.retriable === false ? 'restarting' : 'waiting';
  return { reason: one.message || String(error), remedy: CHECK, helps };
}

/** What was wrapped by those who gave up on it. */
function innermost(error: KafkaError): KafkaError {
  const wraps = /^KafkaJS(NumberOfRetriesExceeded|NonRetriableError)$/.test(error.name);
  return wraps && error.cause instanceof Error ? innermost(error.cause) : error;
}
