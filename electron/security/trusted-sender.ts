import { isOfOrigin } from './app-origin.ts';

/** Who sent a request, as Electron tells it; the frame is null once it is gone. */
export interface Sender {
  readonly sender: unknown;
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Whether `event` comes from the main frame of `contents` while that shows a page of exactly `origin`. */
export function isTrusted({ sender, senderFrame }: Sender, contents: unknown, origin: string): boolean {
  if (contents === null || sender !== contents) return false;
  if (senderFrame === null || senderFrame.parent !== null) return false;
  return isOfOrigin(senderFrame.url, origin);
}
