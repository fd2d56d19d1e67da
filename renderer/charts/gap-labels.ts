import type { PipelineEvent } from '../../electron/ipc/contract.ts';
import type { Range } from '../live/range.ts';
import { t } from '../messages/messages.ts';
import { gapWords } from '../shared/gap-words.ts';
import { gapReason, knownReason, toldReason, type KnownGap } from './gap-reason.ts';

/** Says of spans without readings why they have none: asks what happened whenever there is a new one. */
export class GapLabels {
  /** Spans of which the reason is known otherwise. */
  known: readonly KnownGap[] = [];
  readonly #metrics: readonly string[];
  #ask: (() => Promise<readonly PipelineEvent[] | null>) | null = null;
  #events: readonly PipelineEvent[] = [];
  #newest = -Infinity;
  #asked = 0;
  #isWaiting = false;

  /** `metrics`: what the chart shows, for sensors that failed. */
  constructor(metrics: readonly string[]) {
    this.#metrics = metrics;
  }

  /** Asks from now on by `ask` what happened to the chart's pipeline, and at once. */
  askBy(ask: () => Promise<readonly PipelineEvent[] | null>): void {
    this.#ask = ask;
    void this.#askNow();
  }

  /** `gaps`, in order, with their words; what is not known yet has none for that long. */
  of(gaps: readonly Range[]): readonly KnownGap[] {
    const newest = gaps.at(-1)?.to ?? -Infinity;
    if (this.#newest < newest) {
      this.#newest = newest;
      void this.#askNow();
    }
    return gaps.map((gap) => ({ ...gap, label: knownReason(gap, this.known) ?? this.#reason(gap) }));
  }

  #reason(gap: Range): string {
    const told = toldReason(gap, this.#events, this.#metrics);
    if (told !== null) return gapWords(told);
    const reason = gapReason(gap, this.#events);
    return reason === 'none' && this.#isWaiting ? '' : t(`gap.${reason}`);
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
