import type { Plan } from '../document/plan.ts';
import { describeFault } from '../fault.ts';
import { RowKeeper } from '../trial/row-keeper.ts';
import type { Chain } from './entries.ts';
import type { FromWorker, TapOrder, TappedRows } from './protocol.ts';
import type { SubtaskPort } from './subtask.ts';
import { Taps } from './taps.ts';

/** Answers people who look at a subtask's rows: the last ones of an edge, and those of the sources that are held for a trial. */
export class Onlookers {
  readonly #taps: Taps;
  readonly #keeper: RowKeeper;
  readonly #post: (message: FromWorker) => void;
  readonly #elsewhere: (order: TapOrder) => Promise<TappedRows | undefined> | undefined;

  /** `elsewhere` asks other threads; undefined where they do not have the node. */
  constructor(
    { nodes, sources }: Chain,
    { plan, port }: { readonly plan: Plan; readonly port: SubtaskPort },
    elsewhere: (order: TapOrder) => Promise<TappedRows | undefined> | undefined,
  ) {
    this.#taps = new Taps(nodes, plan, port.clock);
    this.#keeper = new RowKeeper(sources, port.clock);
    this.#post = (message) => port.post(message);
    this.#elsewhere = elsewhere;
  }

  /** Tells the last rows of an edge, or why there are none to tell. */
  async tap(number: number, order: TapOrder): Promise<void> {
    try {
      const answer = (await this.#elsewhere(order)) ?? (await this.#taps.rows(order));
      this.#post({ type: 'tapped', number, answer });
    } catch (error) {
      this.#post({ type: 'tapped', number, answer: describeFault(error) });
    }
  }

  /** Holds the last rows of the sources from now on, and tells how many there are, or all of them. */
  hold(number: number, wants: 'span' | 'rows'): void {
    const answer = wants === 'span' ? this.#keeper.keep() : this.#keeper.rows();
    this.#post({ type: 'held', number, answer });
  }

  /** No rows pass any more. */
  end(): void {
    this.#taps.end();
    this.#keeper.end();
  }
}
