/** What the app says when it is asked for help. */
export const USAGE = `Usage: millrace [SWITCH]…

  --tour                  show on this machine's sensors what the app does, record for ten seconds, and end
  --lang=en|zh-CN         the language, where it is not that of the system
  --user-data-dir=FOLDER  where pipelines, recordings and settings are kept
  --help                  this text

Without a window: npm run -s millrace -- --help, in a checkout.
`;
