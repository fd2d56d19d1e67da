import { KeyedSubtask } from '../../engine/runtime/parallel/keyed-subtask.ts';
import type { FromKeyed, StartKeyed, ToKeyed } from '../../engine/runtime/parallel/messages.ts';
import { systemClock } from '../../engine/time/clock.ts';
import { Random } from '../contract/random/random.ts';

/**
 * Keyed subtasks in this thread. What they and the first subtask tell each other is handed over as between threads, but only when it is
 * asked for: in an order that is the same for the same seed, in which each of them hears what it is told in order.
 */
export class KeyedHere {
  readonly #random: Random;
  readonly #ways: (() => void)[][] = [];

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  readonly start: StartKeyed = (start, take) => {
    const [to, from] = [this.#way(), this.#way()];
    const subtask = new KeyedSubtask(start, {
      clock: systemClock,
      post(message: FromKeyed, transfer = []) {
        const handed = structuredClone(message, { transfer: [...transfer] });
        from.push(() => take(handed));
      },
    });
    void subtask.open();
    return {
      post(message: ToKeyed, transfer) {
        const handed = structuredClone(message, { transfer: [...transfer] });
        to.push(() => subtask.take(spoiling(handed)));
      },
      end: () => Promise.resolve(),
    };
  };

  /** Hands over so many of the things that are under way; all of them, and what comes of them, where no number is given. */
  deliver(count = Infinity): void {
    for (let left = count; 0 < left; left--) {
      const ways = this.#ways.filter(({ length }) => 0 < length);
      if (ways.length === 0) return;
      this.#random.pick(ways).shift()!();
    }
  }

  #way(): (() => void)[] {
    const way: (() => void)[] = [];
    this.#ways.push(way);
    return way;
  }
}

/** A buffer that comes back may be filled with anything before it is used again. */
function spoiling(message: ToKeyed): ToKeyed {
  if (message.type === 'rows') for (const buffer of message.back) new Uint8Array(buffer).fill(0xaa);
  return message;
}
