import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { APP_HOST, APP_SCHEME, isOfOrigin } from './app-origin.ts';
import { MIME_TYPES, RESPONSE_HEADERS } from './response-headers.ts';

/**
 * The only shape of path that is served: plain names, none of which begins with a dot. Escapes (`%2e`, `%5c`, `%00`),
 * backslashes, `..` and empty parts do not fit it, so that there is nothing to decode and nothing to climb out with.
 */
const PLAIN_PATH = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;

/** What is asked of the page's server, of a `Request`. */
export interface PageRequest {
  readonly url: string;
  readonly method: string;
}

/** Answers requests to the app's own scheme with the files in `folder`, and everything else with 404 (405 for a method other than GET). */
export function pageServer(folder: string): (request: PageRequest) => Promise<Response> {
  return async ({ url, method }) => {
    if (method !== 'GET') return refusal(405);
    const file = pageFile(folder, url);
    if (file === null) return refusal(404);
    try {
      const type = MIME_TYPES[path.extname(file)]!;
      return new Response(await readFile(file), { headers: { ...RESPONSE_HEADERS, 'Content-Type': type } });
    } catch {
      // A name without a file behind it. The page is told no more than that.
      return refusal(404);
    }
  };
}

/** The file in `folder` that `url` names, or null: `app://millrace/` names `index.html`. */
export function pageFile(folder: string, url: string): string | null {
  if (!isOfOrigin(url, `${APP_SCHEME}://${APP_HOST}`)) return null;
  // Not `URL.pathname`: that has already taken `..` away, and what needed that is refused.
  const rest = url.slice(`${APP_SCHEME}://${APP_HOST}`.length);
  const name = rest.split(/[?#]/, 1)[0]!;
  const wanted = name === '/' || name === '' ? '/index.html' : name;
  if (!PLAIN_PATH.test(wanted) || !(path.extname(wanted) in MIME_TYPES)) return null;
  return path.join(folder, wanted);
}

function refusal(status: 404 | 405): Response {
  const headers = { ...RESPONSE_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' };
  return new Response(status === 404 ? 'Not found' : 'Method not allowed', { status, headers });
}
