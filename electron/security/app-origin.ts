/** The scheme and the host under which the page is served: an origin of its own, with no files and no network behind it. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'millrace';
export const APP_PAGE = `${APP_SCHEME}://${APP_HOST}/index.html`;

/** Whether `url` is of the origin `origin`, exactly: `app://millrace.evil/` and `app://user@millrace/` are not of `app://millrace`. */
export function isOfOrigin(url: string, origin: string): boolean {
  const parsed = parseUrl(url);
  const wanted = parseUrl(origin);
  if (parsed === null || wanted === null) return false;
  // `URL.origin` is "null" for schemes that browsers do not know, so the parts are compared.
  return (
    parsed.protocol === wanted.protocol &&
    parsed.host === wanted.host &&
    parsed.username === '' &&
    parsed.password === ''
  );
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    // What is no URL is of no origin.
    return null;
  }
}
