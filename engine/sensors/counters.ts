import { COUNTER_BASE } from './scanner.ts';
import type { Scanner } from './scanner.ts';

interface Entity {
  /** `high` and `low` of each counter, one after the other. */
  before: Float64Array;
  now: Float64Array;
  /** When `before` was read; NaN: never. */
  beforeMs: number;
  round: number;
}

/**
 * The counters of things that come and go, as increases since the previous round.
 *
 * A round: `begin`, then for each thing of the machine `select` and one `set` a counter, then `advance`. A thing that was not
 * seen in a round is forgotten, so that one that comes back starts anew.
 */
export class Counters {
  readonly #fields: number;
  readonly #entities = new Map<string, Entity>();
  readonly deltas: Float64Array;
  #round = 0;
  #nowMs = 0;
  #current: Entity | null = null;

  /** `fields`: how many counters each thing has. */
  constructor(fields: number) {
    this.#fields = fields;
    this.deltas = new Float64Array(fields);
  }

  /** Starts a round at the monotonic time `nowMs`. */
  begin(nowMs: number): void {
    this.#round++;
    this.#nowMs = nowMs;
  }

  /** Makes `name` the thing whose counters are set next. */
  select(name: string): void {
    let entity = this.#entities.get(name);
    if (entity === undefined) {
      const length = 2 * this.#fields;
      entity = { before: new Float64Array(length), now: new Float64Array(length), beforeMs: NaN, round: 0 };
      this.#entities.set(name, entity);
    }
    this.#current = entity;
  }

  /** Gives counter `field` of the selected thing the number that `scanner` has just read. */
  set(field: number, scanner: Scanner): void {
    const { now } = this.#current!;
    now[2 * field] = scanner.high;
    now[2 * field + 1] = scanner.low;
  }

  /** Gives counter `field` of the selected thing the whole number `value`. */
  setValue(field: number, value: number): void {
    const { now } = this.#current!;
    now[2 * field] = Math.floor(value / COUNTER_BASE);
    now[2 * field + 1] = value % COUNTER_BASE;
  }

  /**
   * Milliseconds since the selected thing was read before, with the increase of each of its counters in `deltas`.
   * Null where there is nothing to compare with: the first time, and when a counter went back, which is a new start
   * (a driver that was loaded again, a machine that moved, a 32-bit counter that wrapped).
   */
  advance(): number | null {
    const entity = this.#current!;
    const elapsedMs = this.#nowMs - entity.beforeMs;
    const isComparable = 0 < elapsedMs && this.#compare(entity);
    [entity.before, entity.now] = [entity.now, entity.before];
    entity.beforeMs = this.#nowMs;
    entity.round = this.#round;
    return isComparable ? elapsedMs : null;
  }

  /** Ends a round. */
  end(): void {
    for (const [name, { round }] of this.#entities) if (round !== this.#round) this.#entities.delete(name);
  }

  /** Starts everything anew. */
  forget(): void {
    this.#entities.clear();
  }

  #compare({ before, now }: Entity): boolean {
    for (let i = 0; i < this.#fields; i++) {
      const delta = (now[2 * i]! - before[2 * i]!) * COUNTER_BASE + (now[2 * i + 1]! - before[2 * i + 1]!);
      if (delta < 0) return false;
      this.deltas[i] = delta;
    }
    return true;
  }
}
