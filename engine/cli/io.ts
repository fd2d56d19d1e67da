import type { Writable } from 'node:stream';

/** What a command of the command line has to do with the world; tests give their own. */
export interface CliIo {
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Relative paths on the command line are relative to it. */
  readonly workingFolder: string;
  /** Aborted when the person asks to stop (Ctrl-C, SIGTERM): the command ends gracefully. */
  readonly signal: AbortSignal;
  /** Calls `listener` each time that the person asks for a savepoint (SIGUSR2), until the returned function is called; not on Windows. */
  readonly onSavepoint?: (listener: () => void) => () => void;
  /** Asks for what nobody is to see while it is typed; only where there is a terminal to ask on. */
  readonly ask?: (question: string) => Promise<string>;
}

/** What a command ends with (contract, section 9). */
export const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;
