import type { Plan } from '../document/plan.ts';
import type { Environment } from '../document/text/environment.ts';
import { Fault } from '../fault.ts';
import type { FaultDescription } from '../fault.ts';
import { concealer, concealMessage } from '../runtime/conceal.ts';
import type { ProgramParts } from '../runtime/program-part.ts';
import type { FromWorker, NodeCounts, Notice } from '../runtime/protocol.ts';
import { noticeLine } from '../runtime/notice-line.ts';
import { Subtask } from '../runtime/subtask.ts';
import type { Clock } from '../time/clock.ts';
import { systemClock } from '../time/clock.ts';

export interface ExecuteOptions {
  /** Aborted: the pipeline stops gracefully, and what was read is committed. */
  readonly signal?: AbortSignal;
  /** Hears of what stops nothing, such as rejected rows. Default: a line on standard error. */
  readonly onWarning?: (message: string) => void;
  /** Hears what notification sinks tell. Default: a line on standard error. */
  readonly onNotice?: (notice: Notice) => void;
  /** Takes the text of console sinks, and settles when there may be more. Default: standard output. */
  readonly onConsole?: (bytes: Uint8Array) => Promise<void>;
  readonly clock?: Clock;
}

/** How a pipeline ended, and what each node has done. */
export interface Execution {
  /** Whether it was stopped before its sources had ended. */
  readonly isStopped: boolean;
  readonly nodes: readonly NodeCounts[];
}

/** The document of a plan, and what its `${NAME}` were taken from. */
interface ExecutedDocument {
  readonly documentText: string;
  readonly environment?: Environment;
}

/** Runs `plan` with the program's parts of it in this thread, and settles when it has ended; rejects with the Fault that ended it. */
export async function executeHere(
  plan: Plan,
  programs: ProgramParts,
  { documentText, environment = process.env, ...options }: ExecuteOptions & ExecutedDocument,
): Promise<Execution> {
  const { signal, onWarning = warn, onNotice, onConsole = print, clock = systemClock } = options;
  let nodes: readonly NodeCounts[] = [];
  let isStopped = false;
  let fault: FaultDescription | null = null;
  const conceal = concealer(plan.filled, environment);
  const take = (given: FromWorker): void => {
    const message = concealMessage(given, conceal);
    if (message.type === 'counts') nodes = message.nodes;
    else if (message.type === 'warning') onWarning(message.message);
    else if (message.type === 'ended') isStopped = message.stopped;
    else if (message.type === 'failed') fault = message.fault;
    else if (message.type === 'notices') hear(message.notices);
    else if (message.type === 'console') void printed(message.bytes);
  };
  const subtask = new Subtask({ plan, programs, documentText, subtask: 0, hasScreen: false }, { clock, post: take });
  const hear = (notices: readonly Notice[]): void => {
    for (const notice of notices) {
      if (onNotice) onNotice(notice);
      else warn(conceal(noticeLine(notice)));
    }
    subtask.taken('notices');
  };
  const stop = (): void => subtask.stop();
  const printed = async (bytes: Uint8Array): Promise<void> => {
    // Who read the output has gone: the end of the work, not a failure.
    await onConsole(bytes).catch(stop);
    subtask.taken('console');
  };
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted === true) stop();
  await subtask.run();
  signal?.removeEventListener('abort', stop);
  if (fault !== null) throw faultOf(fault);
  return { isStopped, nodes };
}

function faultOf({ code, message }: FaultDescription): Fault {
  return new Fault(code, message);
}

function warn(message: string): void {
  process.stderr.write(`${message}\n`);
}

function print(bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => process.stdout.write(bytes, (error) => (error ? reject(error) : resolve())));
}
