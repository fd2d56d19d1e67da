/** Why a request came to nothing, and what a person can do about it. */
export interface Trouble {
  readonly reason: string;
  readonly remedy: string;
}

/** An error of our own that `troubleOf` knows what to say of. */
export function troubled(reason: string, remedy: string): Error & { readonly trouble: Trouble } {
  return Object.assign(new Error(reason), { trouble: { reason, remedy } });
}

const CHECK = 'see that the other side runs, and that the url is right';
const AUTHORITY =
  'its certificate is from an authority that is not trusted; if that is how it should be, name its PEM file under "ca"';

const BY_CODE: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  ECONNREFUSED: ['nothing answers at that port', CHECK],
  ECONNRESET: ['the other side cut the connection', CHECK],
  EPIPE: ['the other side cut the connection', CHECK],
  EHOSTUNREACH: ['there is no way to that machine', 'see that both are in the network'],
  ENETUNREACH: ['there is no way to that network', 'see that this machine is in the network'],
  ENOTFOUND: ['nobody knows a machine of that name', 'correct the url, or the name server'],
  EAI_AGAIN: ['the name server does not answer', 'see that this machine is in the network'],
  ETIMEDOUT: ['the machine does not answer', CHECK],
  HPE_INVALID_CONSTANT: ['what answers there does not speak HTTP', 'correct the url'],
  EPROTO: ['what answers there does not speak TLS', 'correct the url: its scheme and its port'],
  ERR_SSL_WRONG_VERSION_NUMBER: ['what answers there does not speak TLS', 'correct the url: its scheme and its port'],
  CERT_HAS_EXPIRED: ['its certificate has expired', 'have it renewed, and see that the clocks are right'],
  CERT_NOT_YET_VALID: ['its certificate is not valid yet', 'see that the clocks are right'],
  CERT_REVOKED: ['its certificate was revoked', 'have it renewed'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['its certificate is for another name', 'write the name that is in the certificate'],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['the certificate is not to be trusted', AUTHORITY],
  SELF_SIGNED_CERT_IN_CHAIN: ['the certificate is not to be trusted', AUTHORITY],
  UNABLE_TO_GET_ISSUER_CERT: ['the certificate is not to be trusted', AUTHORITY],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['the certificate is not to be trusted', AUTHORITY],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['the certificate is not to be trusted', AUTHORITY],
};

const CLIENT: Trouble = {
  reason: 'it takes only those whose certificate it trusts',
  remedy: 'name the certificate and its key under "client", or other ones',
};

/** What to say of `error`, which a request ended with. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof Error)) return { reason: String(error), remedy: CHECK };
  if ('trouble' in error) return error.trouble as Trouble;
  // Several addresses of one name were tried: the last is as good as any.
  const one = error instanceof AggregateError ? (error.errors.at(-1) as Error) : error;
  const code = (one as NodeJS.ErrnoException).code ?? '';
  if (/ALERT/.test(code) || /alert (certificate|unknown ca|bad certificate|handshake)/i.test(one.message))
    return CLIENT;
  const known = BY_CODE[code];
  if (known) return { reason: known[0], remedy: known[1] };
  return { reason: one.message || code, remedy: CHECK };
}

const BY_STATUS: Readonly<Record<number, string>> = {
  400: 'it does not understand the request: correct the url and the headers',
  401: 'it wants to know who asks: correct the secret in the headers',
  403: 'it forbids it: see what the one who asks is allowed',
  404: 'there is no such thing: correct the url',
  405: 'it is not meant for that: correct the url',
  407: 'a proxy wants to know who asks, and proxies are not used: write the url of the other side',
  408: 'it waited too long for the request: it is tried again',
  410: 'there is no such thing any more: correct the url',
  413: 'the rows are too many for one request: write a smaller batch',
  415: 'it does not take NDJSON: correct the url',
  422: 'it does not take the rows as they are: give it the columns that it wants',
  429: 'it is asked too often: ask less often',
};

/** What a status that is no success means. */
export function troubleOfStatus(status: number, statusText: string): Trouble {
  const remedy =
    BY_STATUS[status] ?? (500 <= status ? 'it fails inside: look into its log' : 'correct the url and the headers');
  return { reason: `it answers ${status}${statusText ? ` ${statusText}` : ''}`, remedy };
}
