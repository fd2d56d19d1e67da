import type { PipelineEvent } from '../../electron/ipc/contract.ts';
import type { Range } from '../live/range.ts';
import { t } from '../messages/messages.ts';
import { gapWords } from '../shared/gap-words.ts';
import { gapReason, knownReason, toldReason, type KnownGap } from './gap-reason.ts';

/** When, after a new gap is there, it is asked again whether a reason is known by now: some are noted late, as that of a sensor that hung. */
const AGAIN_MS = [2_000, 10_000, 60_000];

/** Says of spans without readings why they have none: asks what happened whenever there is a new one, and again while that one has no reason. */
export class GapLabels {
  /** Spans of which the reason is known otherwise. */
  known: readonly KnownGap[] = [];
  readonly #metrics: readonly string[];
  #ask: (() => Promise<readonly PipelineEvent[] | null>) | null = null;
  #events: readonly PipelineEvent[] = [];
  #newest = -Infinity;
  #asked = 0;
  #isWaiting = false;
  /** When the newest gap was first seen, and how often was asked again since. */
  #seenAt = -Infinity;
  #again = 0;

  /** `metrics`: what the chart shows, for sensors that failed. */
  constructor(metrics: readonly string[]) {
    this.#metrics = metrics;
  }

  /** Asks from now on by `ask` what happened to the chart's pipeline, and at once. */
  askBy(ask: () => Promise<readonly PipelineEvent[] | null>): void {
    this.#ask = ask;
    void this.#askNow();
  }

  /** `gaps`, in order, with their words at `now`, in milliseconds of any clock; what is not known yet has none for that long. */
  of(gaps: readonly Range[], now: number): readonly KnownGap[] {
    const newest = gaps.at(-1);
    if (newest !== undefined && this.#newest < newest.to) {
      [this.#newest, this.#seenAt, this.#again] = [newest.to, now, 0];
      void this.#askNow();
    } else if (newest?.to === this.#newest && this.#isDue(newest, now)) {
      this.#again++;
      void this.#askNow();
    }
    return gaps.map((gap) => ({ ...gap, label: knownReason(gap, this.known) ?? this.#reason(gap) }));
  }

  /** Whether it is time to ask again about a gap that nobody could tell the reason of. */
  #isDue(gap: Range, now: number): boolean {
    const after = AGAIN_MS[this.#again];
    if (after === undefined || this.#isWaiting || now < this.#seenAt + after) return false;
    const isKnown = knownReason(gap, this.known) !== null || toldReason(gap, this.#events, this.#metrics) !== null;
    return !isKnown && gapReason(gap, this.#events) === 'none';
  }

  #reason(gap: Range): string {
    const told = toldReason(gap, this.#events, this.#metrics);
    if (told !== null) return gapWords(told);
    const reason = gapReason(gap, this.#events);
    // What was said to have no reason stays so until one is told: the words must not come and go.
    return reason === 'none' && this.#isWaiting && this.#again === 0 ? '' : t(`gap.${reason}`);
  }

  async #askNow(): Promise<void> {
    if (this.#ask === null) return;
    const number = ++this.#asked;
    this.#isWaiting = true;
    const events = await this.#ask();
    if (number !== this.#asked) return;
    this.#events = events ?? [];
    this.#isWaiting = false;
  }
}
