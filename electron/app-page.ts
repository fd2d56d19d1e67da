import { APP_PAGE } from './security/app-origin.ts';

/** Where the page comes from. */
export interface AppPage {
  readonly url: string;
  /** What requests may go to besides the page's own origin. */
  readonly furtherOrigins: readonly string[];
}

/**
 * The page that the window shows: the app's own or, from a checkout, that of the development server at
 * `developmentUrl`. A packaged app listens to no such thing.
 */
export function appPage(isDevelopment: boolean, developmentUrl: string | undefined): AppPage {
  if (!isDevelopment) return { url: APP_PAGE, furtherOrigins: [] };
  // The developer tools are a page of their own.
  if (developmentUrl === undefined) return { url: APP_PAGE, furtherOrigins: ['devtools://devtools'] };
  const { host } = new URL(developmentUrl);
  return { url: developmentUrl, furtherOrigins: ['devtools://devtools', `ws://${host}`] };
}
