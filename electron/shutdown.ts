import { systemClock } from '../engine/index.ts';

/** How long closing may take in all: a recording that is closed, or one that hangs, and the app is gone. */
export const SHUTDOWN_MS = 3_000;

/** One thing to close; it settles when that is done. */
export interface ShutdownStep {
  readonly name: string;
  close(): Promise<void> | void;
}

export interface ShutdownParts {
  readonly steps: readonly ShutdownStep[];
  /** Ends the process. */
  readonly exit: (code: number) => void;
  readonly log: (level: 'info' | 'error', message: string) => void;
}

/**
 * Closes everything once, in order, and then ends the process. All of it together takes three seconds at most: a step
 * that hangs leaves half of the time that was left to those after it.
 */
export class Shutdown {
  readonly #parts: ShutdownParts;
  #isDone = false;
  #running: Promise<void> | null = null;

  constructor(parts: ShutdownParts) {
    this.#parts = parts;
  }

  /** Closes everything and ends the process with `code`, or 1 if something did not close. Asked again, changes nothing. */
  begin(code = 0): Promise<void> {
    this.#running ??= this.#run(code);
    return this.#running;
  }

  /** A first signal closes everything; a second one ends the process at once, with 130. */
  signal(name: string): void {
    this.#parts.log('info', `signal ${name}`);
    if (this.#running === null) void this.begin();
    else this.#exit(130);
  }

  async #run(code: number): Promise<void> {
    let leftMs = SHUTDOWN_MS;
    let isClean = true;
    for (const [i, step] of this.#parts.steps.entries()) {
      const isLast = i === this.#parts.steps.length - 1;
      const limitMs = isLast ? leftMs : leftMs / 2;
      const started = systemClock.monotonic();
      isClean = (await this.#close(step, limitMs)) && isClean;
      leftMs = Math.max(0, leftMs - (systemClock.monotonic() - started));
    }
    this.#exit(isClean ? code : Math.max(code, 1));
  }

  async #close(step: ShutdownStep, limitMs: number): Promise<boolean> {
    try {
      if (await isWithin(step.close(), limitMs)) return true;
      this.#parts.log('error', `shutdown: ${step.name} did not close within ${Math.round(limitMs)} ms`);
    } catch (error) {
      this.#parts.log('error', `shutdown: ${step.name}: ${String(error)}`);
    }
    return false;
  }

  #exit(code: number): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.#parts.exit(code);
  }
}

/** Whether `work` is done within `limitMs`; it goes on otherwise, and nobody waits for it. */
async function isWithin(work: Promise<void> | void, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const done = Promise.resolve(work).then(() => true as const);
  try {
    return await Promise.race([done, limit]);
  } finally {
    clearTimeout(timer);
  }
}
