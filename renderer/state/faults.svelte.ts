import type { Notices } from '../../electron/ipc/contract.ts';

type FaultDescription = Notices['fault'];

/** A fault that a person has not dismissed yet. */
export interface ShownFault {
  readonly id: number;
  readonly message: string;
  /** How often it came. */
  readonly times: number;
}

/** The banner holds at most this many; older ones go. */
const FAULTS_SHOWN = 4;

/** The trouble that the page tells in its banner. */
export class Faults {
  shown = $state.raw<readonly ShownFault[]>([]);
  #ids = 0;

  /** Shows a fault; one that is there already is counted. */
  report({ message }: Pick<FaultDescription, 'message'>): void {
    const held = this.shown.find((fault) => fault.message === message);
    const next = held ? { ...held, times: held.times + 1 } : { id: ++this.#ids, message, times: 1 };
    this.shown = [...this.shown.filter((fault) => fault !== held), next].slice(-FAULTS_SHOWN);
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((fault) => fault.id !== id);
  }

  /** Waits for a request; where it fails, shows why and gives null. */
  async attempt<T>(request: Promise<T>): Promise<T | null> {
    try {
      return await request;
    } catch (error) {
      // Requests are asked from event handlers, which nobody waits for: here is their end.
      this.report({ message: error instanceof Error ? error.message : String(error) });
      return null;
    }
  }
}
