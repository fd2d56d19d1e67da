import { describeFault, Fault } from '../engine/index.ts';
import type { JobWarning } from '../engine/index.ts';
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

  /** Notes a warning of a pipeline; one that is about no node of it, such as that it begins anew, a person is told as well. */
  warn({ job, node, message }: JobWarning): void {
    if (node !== '') this.#log('warning', `pipeline "${job}", ${node}: ${message}`);
    else this.tell(new Fault('checkpoint-failed', `pipeline "${job}": ${message}`));
  }
}
