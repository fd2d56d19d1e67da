import type { PageBridge } from '../bridge.ts';
import type { HeldSpan, TrialComparison } from './contract-types.ts';

/** How often it is asked how many rows are held; it also keeps them held. */
const PERIOD_MS = 3000;

/** What a trial is at. */
export type TrialState =
  | { readonly kind: 'none' }
  | { readonly kind: 'running' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'done'; readonly of: TrialOf; readonly result: TrialComparison };

/** What was tried. */
export interface TrialOf {
  readonly text: string;
  /** Null: the rows that were held. */
  readonly recording: string | null;
  /** For how long rows had been held; null where they were others. */
  readonly heldMs: number | null;
}

/** The trial of a document that is edited: the rows that there are for it, and what came out. */
export class Trial {
  readonly pipeline: string;
  /** The rows that are held; null: the pipeline does not run. */
  held = $state.raw<HeldSpan | null>(null);
  /** The recording that a person has chosen to try on; null: the rows that are held. */
  recording = $state<string | null>(null);
  state = $state.raw<TrialState>({ kind: 'none' });
  readonly #bridge: PageBridge;
  #number = 0;

  constructor(pipeline: string, bridge: PageBridge) {
    this.pipeline = pipeline;
    this.#bridge = bridge;
  }

  /** Has the last rows held from now on, until the returned function is called. */
  follow(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isFollowed = true;
    const ask = async (): Promise<void> => {
      // Whoever cannot be asked has no rows; the trial then says why.
      const held = await this.#bridge.request('holdRows', this.pipeline).catch(() => null);
      if (!isFollowed) return;
      this.held = held;
      timer = setTimeout(() => void ask(), PERIOD_MS);
    };
    void ask();
    return () => {
      isFollowed = false;
      clearTimeout(timer);
    };
  }

  /** Tries `text`, whatever was tried before. `now` null: what is held is of no use. */
  async run(text: string, now: number | null): Promise<void> {
    const number = ++this.#number;
    const { recording } = this;
    const since = recording === null ? (this.held?.since ?? null) : null;
    const of = { text, recording, heldMs: now === null || since === null ? null : now - since };
    this.state = { kind: 'running' };
    const next = await this.#tried(of);
    if (number === this.#number) this.state = next;
  }

  /** Gives up the trial that is under way. */
  async cancel(): Promise<void> {
    this.close();
    await this.#bridge.request('cancelTrial').catch(() => null);
  }

  /** Takes away what came out. */
  close(): void {
    this.#number++;
    this.state = { kind: 'none' };
  }

  async #tried(of: TrialOf): Promise<TrialState> {
    try {
      const result = await this.#bridge.request('tryDocument', this.pipeline, of.text, of.recording);
      return result === null ? { kind: 'none' } : { kind: 'done', of, result };
    } catch (error) {
      return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  }
}
