/** Whether what goes to and from `url` is encrypted, or never leaves this machine. */
export function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** Whether `hostname`, as a URL has it, is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** `url` for messages: without who asks, what is asked for and where in the answer to look, as secrets may be in them. */
export function shownAddress({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

/** The address that `text` is, seen from `base`; null where it is none. */
export function parseAddress(text: string, base?: URL): URL | null {
  try {
    return new URL(text, base);
  } catch {
    // TypeError is how URL says that the text is none.
    return null;
  }
}
