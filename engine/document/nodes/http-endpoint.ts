import { isSafe, parseAddress, shownAddress } from '../../http/addresses.ts';
import { pathTo } from '../check/path.ts';
import { quote } from '../check/quote.ts';
import type { ENDPOINT_KEYS } from '../keys/http.ts';
import type { CheckedEntry, CheckedObject } from '../keys/value-of.ts';
import { whole } from '../keys/value-of.ts';
import type { HttpEndpoint } from '../plan.ts';
import type { WrittenText } from '../text/written.ts';
import { readPath } from './paths.ts';
import type { NodeContext } from './stream.ts';

type EndpointValue = CheckedObject<typeof ENDPOINT_KEYS>;

/** Where an `http` node asks or tells; null where that is wrong, which is reported. */
export function readEndpoint(value: EndpointValue, context: NodeContext): HttpEndpoint | null {
  const address = value.url ? readAddress(value.url, pathTo(value.$.path, 'url'), context) : null;
  const headers = readHeaders(value.headers ?? [], context);
  const ca = value.ca ? readPath(value.ca, pathTo(value.$.path, 'ca'), context) : null;
  const client = readClient(value, context);
  const { timeout: timeoutMs } = value;
  const isWrong = value.headers === undefined || value.ca === undefined || (value.ca && ca === null);
  if (!address || !headers || client === undefined || timeoutMs === undefined || isWrong) return null;
  return { ...address, headers, timeoutMs, ca, client };
}

/** What is told of an address is what was written, so that nothing that was filled in can be in it. */
function readAddress(
  written: WrittenText,
  path: string,
  { problems }: NodeContext,
): Pick<HttpEndpoint, 'url' | 'shown'> | null {
  const report = (message: string): null => {
    problems.add(written.offset, path, message);
    return null;
  };
  const url = parseAddress(written.text);
  if (!url) return report(`${quote(written.shown)} is no address, write one such as https://example.org/metrics`);
  if (!isSafe(url)) {
    return report(
      url.protocol === 'http:'
        ? 'http is for this machine alone, as others could read and change what is sent: write https'
        : `${quote(url.protocol.slice(0, -1))} is no way to ask, write https, or http on this machine`,
    );
  }
  if (url.password !== '' && written.filled.length === 0) {
    return report('a password does not belong into a document, take it from the environment with ${NAME}');
  }
  return { url: url.href, shown: shownOf(written, url) };
}

function shownOf(written: WrittenText, url: URL): string {
  if (written.filled.length === 0) return shownAddress(url);
  return written.shown.replace(/^(https?:\/\/)[^/?#]*@/i, '$1').replace(/[?#].*$/s, '');
}

/** Set for each request by what it is. */
const OWN = [
  'connection',
  'content-encoding',
  'content-length',
  'accept-encoding',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Nothing but secrets is written in these. */
const SECRET = ['authorization', 'cookie', 'proxy-authorization'];

function readHeaders(
  entries: readonly CheckedEntry<WrittenText>[],
  { problems }: NodeContext,
): Record<string, string> | null {
  const headers: Record<string, string> = {};
  let isWrong = false;
  for (const entry of entries) {
    const name = entry.name.toLowerCase();
    const { value } = entry;
    const fault = value && headerFault(name, value, Object.hasOwn(headers, name));
    if (fault) problems.add(entry.offset, entry.path, fault);
    if (!value || fault) isWrong = true;
    else headers[name] = value.text;
  }
  return isWrong ? null : headers;
}

function headerFault(name: string, { text, filled }: WrittenText, isTaken: boolean): string | null {
  if (OWN.includes(name)) return 'this header is set by the program, take it out';
  if (isTaken) return 'this header is there already, write it once';
  if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) return 'a header holds characters of Latin-1 on one line';
  if (SECRET.includes(name) && filled.length === 0) {
    return 'a secret does not belong into a document, take it from the environment with ${NAME}';
  }
  return null;
}

function readClient({ client, $ }: EndpointValue, context: NodeContext): HttpEndpoint['client'] | undefined {
  if (!client) return client;
  const inside = (key: string): string => pathTo(pathTo($.path, 'client'), key);
  const good = whole(client);
  if (!good) return undefined;
  const { passphrase } = good;
  if (passphrase && passphrase.filled.length === 0) {
    const message = 'a secret does not belong into a document, take it from the environment with ${NAME}';
    context.problems.add(passphrase.offset, inside('passphrase'), message);
  }
  const certificate = readPath(good.certificate, inside('certificate'), context);
  const key = readPath(good.key, inside('key'), context);
  return certificate === null || key === null ? undefined : { certificate, key, passphrase: passphrase?.text ?? null };
}
