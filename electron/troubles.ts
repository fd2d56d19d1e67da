import { describeFault, Fault } from '../engine/index.ts';
import type { PageLink } from './ipc/notify.ts';
import { traceOf, type Log } from './log.ts';

/** Where trouble goes that belongs to no request: into the log and to the page's banner. */
export class Troubles {
  readonly #log: Log;
  readonly #link: Pick<PageLink, 'tellFault'>;

  constructor(log: Log, link: Pick<PageLink, 'tellFault'>) {
    this.#log = log;
    this.#link = link;
  }

  /** Tells a person of `error`; what is not a Fault is a bug, and its trace is in the log. */
  tell(error: unknown): void {
    const fault = describeFault(error);
    this.#log('error', error instanceof Fault ? fault.message : traceOf(error));
    this.#link.tellFault(fault);
  }
}
