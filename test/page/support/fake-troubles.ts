import type { Bridge, NoticeName, RequestName } from '../../../electron/ipc/contract.ts';

/** What goes wrong between the page and main; tests change it while the page is open. */
export interface Troubles {
  /** Requests that are answered with a fault. */
  failing: readonly string[];
  /** Requests that are never answered. */
  silent: readonly string[];
  /** Whether main tells nothing; what it would have told comes when it speaks again. */
  isMute: boolean;
}

declare global {
  interface Window {
    troubles: Troubles;
  }
}

/** Puts troubles between the page and whatever answers it. Runs inside of the page, after all fakes, so it may use nothing from outside. */
export function installFakeTroubles(troubles: Troubles): void {
  const { request, listen } = window.bridge;
  const answer = request as (name: RequestName, ...args: never[]) => Promise<unknown>;
  const ask = (name: RequestName, ...args: never[]): Promise<unknown> => {
    if (troubles.silent.includes(name)) return new Promise(() => undefined);
    if (!troubles.failing.includes(name)) return answer(name, ...args);
    const message = `${name}: the pipeline does not answer; start it again`;
    return Promise.resolve({ ok: false, fault: { code: 'conflict', message } });
  };
  const waiting: (() => void)[] = [];
  const hear = (name: NoticeName, listener: (notice: never) => void): (() => void) =>
    listen(name, (notice) => {
      waiting.push(() => listener(notice as never));
      if (!troubles.isMute) for (const tell of waiting.splice(0)) tell();
    });
  Object.assign(window, { troubles, bridge: { request: ask as Bridge['request'], listen: hear } });
}
