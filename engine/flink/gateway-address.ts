/** Why `url` is no address that a SQL Gateway is asked at; null where it is. Beyond this machine others could read and change what is sent. */
export function gatewayComplaint(url: string): string | null {
  const { protocol, hostname } = addressOf(url) ?? { protocol: '', hostname: '' };
  if (protocol === 'https:' || (protocol === 'http:' && isLoopbackName(hostname))) return null;
  return `"${url}" is no address of https, or of http on this machine`;
}

/** Whether a name in an address is one of this machine. */
export function isLoopbackName(host: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]', '::1'].includes(host);
}

function addressOf(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    // What cannot be read is no address.
    return null;
  }
}
