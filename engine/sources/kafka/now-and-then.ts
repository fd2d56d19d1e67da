import type { SourceContext } from '../source.ts';

/** How often the same trouble is told. */
const TELL_MS = 60_000;

/** Tells of a trouble that comes again and again, as that of one broker of several, only now and then. */
export class NowAndThen {
  readonly #context: Pick<SourceContext, 'clock' | 'warn'>;
  #message = '';
  #at = 0;

  constructor(context: Pick<SourceContext, 'clock' | 'warn'>) {
    this.#context = context;
  }

  tell(message: string): void {
    const at = this.#context.clock.monotonic();
    if (message === this.#message && at - this.#at < TELL_MS) return;
    this.#message = message;
    this.#at = at;
    this.#context.warn(message);
  }
}
