/** What an operator tells those behind it about time. */
export interface TimeOutput {
  advance(watermark: number): void;
  /** Nothing is expected for the time being. */
  idle(): void;
  wake(): void;
}

interface Input {
  watermark: number;
  isIdle: boolean;
  /** It was idle and came back behind what was promised, and has not caught up. */
  isBehind: boolean;
}

/**
 * The watermark of all inputs of an operator. For the inputs of one stream (a union) Flink lets one that comes back behind not
 * hold the others up; an operator that tells its inputs apart waits for it.
 */
export class Inputs {
  readonly #all: readonly Input[];
  readonly #isUnion: boolean;
  readonly #output: TimeOutput;
  #watermark = -Infinity;

  constructor(count: number, isUnion: boolean, output: TimeOutput) {
    this.#all = Array.from({ length: count }, () => ({ watermark: -Infinity, isIdle: false, isBehind: false }));
    this.#isUnion = isUnion;
    this.#output = output;
  }

  get watermark(): number {
    return this.#watermark;
  }

  advance(i: number, watermark: number): void {
    const input = this.#all[i]!;
    input.watermark = watermark;
    if (this.#watermark <= watermark) input.isBehind = false;
    this.#riseToSmallest();
  }

  wake(i: number): void {
    const input = this.#all[i]!;
    if (input.isIdle) input.isBehind = this.#isUnion && input.watermark < this.#watermark;
    input.isIdle = false;
    this.#output.wake();
  }

  idle(i: number): void {
    const input = this.#all[i]!;
    input.isIdle = true;
    const flushes = this.#all.every((each) => each.isIdle) && (!this.#isUnion || input.watermark === this.#watermark);
    if (flushes) this.#rise(Math.max(...this.#all.map(({ watermark }) => watermark)));
    else this.#riseToSmallest();
    if (this.#all.every(({ isIdle, watermark }) => isIdle || watermark === Infinity)) this.#output.idle();
  }

  #riseToSmallest(): void {
    if (this.#all.every(({ watermark }) => watermark === Infinity)) {
      this.#rise(Infinity);
      return;
    }
    // One that has ended waits for nothing, but it is not the end as long as another may go on.
    const counted = this.#all
      .filter(({ isIdle, isBehind }) => !isIdle && !isBehind)
      .map(({ watermark }) => Math.min(watermark, Number.MAX_VALUE));
    if (0 < counted.length) this.#rise(Math.min(...counted));
  }

  #rise(watermark: number): void {
    if (watermark <= this.#watermark) return;
    this.#watermark = watermark;
    this.#output.advance(watermark);
  }
}
