import { Fault, describeFault } from '../../engine/index.ts';
import type { Sender } from '../security/trusted-sender.ts';
import type { Reply, RequestName, Requests } from './contract.ts';
import { requestNames } from './names.ts';

/** The requests of the contract, seen from main: arguments come from another process, so none is trusted. */
export type Handlers = {
  readonly [N in RequestName]: (...args: Untrusted<Parameters<Requests[N]>>) => Answer<ReturnType<Requests[N]>>;
};

type Untrusted<Args extends readonly unknown[]> = { [I in keyof Args]: unknown };
type Answer<T> = T | Promise<T>;

/** The part of Electron's `ipcMain` that requests come through. */
export interface RequestChannel {
  handle(channel: string, listener: (event: Sender, ...args: unknown[]) => Promise<Reply<unknown>>): void;
}

/** What `serve` needs besides the channel. */
export interface Service {
  readonly handlers: Handlers;
  readonly trusts: (event: Sender) => boolean;
  /** Told of every failure that is a bug rather than trouble: the page only gets its message. */
  readonly onBug: (request: RequestName, error: unknown) => void;
}

/** Answers every request of the contract: the only place that listens to the page. */
export function serve(channel: RequestChannel, { handlers, trusts, onBug }: Service): void {
  for (const name of requestNames) {
    const handle = handlers[name] as (...args: unknown[]) => unknown;
    channel.handle(name, async (event, ...args) => {
      try {
        if (!trusts(event))
          throw new Fault('bad-request', `request "${name}": the sender is not the window of this app`);
        return { ok: true, value: await handle(...args) };
      } catch (error) {
        if (!(error instanceof Fault)) onBug(name, error);
        return { ok: false, fault: describeFault(error) };
      }
    });
  }
}
