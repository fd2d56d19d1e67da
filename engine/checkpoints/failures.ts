/** Why a checkpoint came to nothing. Only the first three are failures of checkpoints; the others have other reasons. */
export type FailureReason = 'io' | 'declined' | 'expired' | 'job failed' | 'superseded';

const COUNTED: ReadonlySet<FailureReason> = new Set<FailureReason>(['io', 'declined', 'expired']);

/** Counts checkpoints that fail one after the other (Flink's CheckpointFailureManager). */
export class CheckpointFailures {
  readonly #tolerated: number;
  #count = 0;
  #lastCounted = 0;
  #lastSuccess = 0;

  /** `tolerated`: how many may fail in a row. */
  constructor(tolerated: number) {
    this.#tolerated = tolerated;
  }

  succeeded(id: number): void {
    this.#count = 0;
    this.#lastSuccess = id;
  }

  /** Whether the job has to fail because of it. Each checkpoint counts once, and none from before the last that succeeded. */
  failed(id: number, reason: FailureReason): boolean {
    if (!COUNTED.has(reason) || id <= this.#lastSuccess || id === this.#lastCounted) return false;
    this.#lastCounted = id;
    return this.#tolerated < ++this.#count;
  }
}
