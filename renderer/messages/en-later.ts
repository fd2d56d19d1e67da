/** What is said of a page that is not there yet, in English. */
export const enLater = {
  'page.loading': 'Loading {name}…',
  'page.failed': '{name} could not be loaded. Reload the window.',
} as const;
