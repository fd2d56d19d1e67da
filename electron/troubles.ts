import { describeFault, Fault } from '../engine/index.ts';
import type { JobWarning } from '../engine/index.ts';
import type { PageLink } from './ipc/notify.ts';
import { traceOf, type Log } from './log.ts';

/** Where trouble goes that belongs to no request: into the log and to the page's banner. */
export class Troubles {
  readonly #log: Log;
  readonly #link: Pick<PageLink, 'tellFault'>;
  readonly #isAlert: (pipeline: string) => boolean;

  constructor(log: Log, link: Pick<PageLink, 'tellFault'>, isAlert: (pipeline: string) => boolean) {
    this.#log = log;
    this.#link = link;
    this.#isAlert = isAlert;
  }

  /** Tells a person of `error`; what is not a Fault is a bug, and its trace is in the log. */
  tell(error: unknown): void {
    const fault = describeFault(error);
    this.#log('error', error instanceof Fault ? fault.message : traceOf(error));
    this.#link.tellFault(fault);
  }

  /**
   * Notes a warning of a pipeline; one that is about no node of it, such as that it begins anew, a person is told as well, unless it is of an alert: what that has
   * found of its sensors is not in its pipeline.
   */
  warn({ job, node, message }: JobWarning): void {
    const subject = node === '' ? `pipeline "${job}"` : `pipeline "${job}", ${node}`;
    if (node !== '' || this.#isAlert(job)) this.#log('warning', `${subject}: ${message}`);
    else this.tell(new Fault('checkpoint-failed', `pipeline "${job}": ${message}`));
  }
}
