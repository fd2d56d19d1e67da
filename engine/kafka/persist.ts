import type { FaultCode } from '../fault.ts';
import { Fault } from '../fault.ts';
import { backoffMs } from '../http/backoff.ts';
import type { Clock } from '../time/clock.ts';
import { troubleOf } from './trouble.ts';

/** The longest wait between two tries. */
const LONGEST_WAIT_MS = 5000;

/** What trying again needs of its surroundings. */
export interface Patience {
  readonly clock: Clock;
  /** From 0 to 1. */
  random(): number;
  /** Ends early when `signal` is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  warn(message: string): void;
}

/** What is tried, for messages, and for how long. */
export interface Trying {
  readonly code: FaultCode;
  /** Where, such as `topic "rows" of 127.0.0.1:9092`. */
  readonly what: string;
  readonly forMs: number;
  readonly signal: AbortSignal;
}

/** What `act` gives, which is called again, ever more rarely, while waiting may help; a Fault names what is in the way. */
export async function persist<T>(act: () => Promise<T>, trying: Trying, patience: Patience): Promise<T> {
  const { clock } = patience;
  const since = clock.monotonic();
  for (let failures = 1; ; failures++) {
    try {
      return await act();
    } catch (error) {
      const isLate = trying.forMs <= clock.monotonic() - since;
      const message = giveUpOr(error, trying, isLate);
      if (failures === 1) patience.warn(message);
      const waitMs = Math.min(
        LONGEST_WAIT_MS,
        backoffMs(failures, () => patience.random()),
      );
      await patience.wait(waitMs, trying.signal);
    }
  }
}

/** What is told of a trouble that is waited out; any other is thrown. */
function giveUpOr(error: unknown, { code, what, signal }: Trying, isLate: boolean): string {
  if (error instanceof Fault) throw error;
  const { reason, remedy, helps } = troubleOf(error);
  const message = `${what}: ${reason}; ${remedy}`;
  if (helps === 'waiting' && !isLate && !signal.aborted) return message;
  throw new Fault(code, message, { cause: error, isPermanent: helps === 'mending' });
}
