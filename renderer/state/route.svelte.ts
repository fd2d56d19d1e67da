/** The pages of the app, by the words in their addresses. */
export const PAGES = ['dashboard', 'pipelines', 'recordings', 'alerts', 'settings'] as const;

export type Page = (typeof PAGES)[number];

/** What the address after `#` asks for: a page, and on it one thing. */
export interface Route {
  readonly page: Page;
  readonly id: string | null;
}

/** The route of an address like `#/pipelines/system-health`; what is not known is the dashboard. */
export function parseRoute(hash: string): Route {
  const [word = '', id = ''] = hash.replace(/^#\/?/, '').split('/');
  const page = PAGES.find((known) => known === word) ?? 'dashboard';
  return { page, id: id === '' ? null : decode(id) };
}

/** The address of a page, or of one thing on it. */
export function routeHref(page: Page, id?: string): string {
  return id === undefined ? `#/${page}` : `#/${page}/${encodeURIComponent(id)}`;
}

/** Where the page is. Follows the address as long as the page lives. */
export class Router {
  route = $state.raw<Route>(parseRoute(location.hash));

  constructor() {
    window.addEventListener('hashchange', () => (this.route = parseRoute(location.hash)));
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A broken address names nothing.
    return '';
  }
}
