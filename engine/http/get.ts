import type { HttpEndpoint } from '../document/plan.ts';
import { isLoopback, isSafe, parseAddress, shownAddress } from './addresses.ts';
import type { HttpAnswer, HttpClient } from './client.ts';
import { troubled, troubleOfStatus } from './trouble.ts';

/** Bytes of an answer, unpacked. */
export const ANSWER_MAX = 64 * 1024 * 1024;
/** Times that one answer may send us elsewhere. */
const REDIRECTS_MAX = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * The answer of `endpoint`, from wherever it sends us to: never from what is encrypted to what is not, nor from elsewhere to
 * this machine, and the headers of the document go to the address of the document only.
 */
export async function get(client: HttpClient, endpoint: HttpEndpoint, signal: AbortSignal): Promise<HttpAnswer> {
  const start = new URL(endpoint.url);
  let url = start;
  for (let count = 0; count <= REDIRECTS_MAX; count++) {
    const headers = url.origin === start.origin ? endpoint.headers : {};
    const answer = await client.ask({ method: 'GET', url, headers, answerMax: ANSWER_MAX }, signal);
    if (200 <= answer.status && answer.status < 300) return answer;
    const { location } = answer.headers;
    if (!REDIRECTS.includes(answer.status) || location === undefined) {
      const { reason, remedy } = troubleOfStatus(answer.status, answer.statusText);
      throw troubled(reason, remedy);
    }
    url = nextAddress(location, url);
  }
  throw troubled(`it sent us on more than ${REDIRECTS_MAX} times`, 'write the url that it leads to');
}

function nextAddress(location: string, from: URL): URL {
  const url = parseAddress(location, from);
  if (!url) throw troubled('it sent us to what is no address', 'mend the other side');
  const isDowngrade = from.protocol === 'https:' && url.protocol !== 'https:';
  const isInward = !isLoopback(from.hostname) && isLoopback(url.hostname);
  if (isSafe(url) && !isDowngrade && !isInward) return url;
  throw troubled(`it sent us to ${shownAddress(url)}, which is not followed`, 'if that is right, write it as url');
}
