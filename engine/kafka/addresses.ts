import { isLoopback } from '../http/addresses.ts';

/** The machine and port of `text`, `host:port`; null where it is no such thing. */
export function parseBroker(text: string): { readonly host: string; readonly port: number } | null {
  const match = /^([A-Za-z0-9_.-]+):(\d{1,5})$/.exec(text);
  const port = Number(match?.[2]);
  return match && 0 < port && port < 65_536 ? { host: match[1]!, port } : null;
}

/** Whether `host` is this machine. */
export function isLoopbackHost(host: string): boolean {
  return isLoopback(host.toLowerCase()) || host === '::1';
}
