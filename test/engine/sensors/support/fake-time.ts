import type { Timers } from '../../../../engine/sensors/timers.ts';
import type { Clock } from '../../../../engine/time/clock.ts';

/** A clock and timers that stand still until a test moves them. */
export class FakeTime implements Clock, Timers {
  #wallMs: number;
  #monotonicMs = 5000;
  #timers: { atMs: number; callback: () => void }[] = [];

  constructor(wallMs: number) {
    this.#wallMs = wallMs;
  }

  now(): number {
    return this.#wallMs;
  }

  monotonic(): number {
    return this.#monotonicMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#monotonicMs + delayMs, callback };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((each) => each !== timer));
  }

  /** Lets `ms` go by: each timer calls back at its time, and what follows from it happens before the next. */
  async pass(ms: number): Promise<void> {
    const endMs = this.#monotonicMs + ms;
    await settled();
    for (let timer; (timer = this.#next(endMs)); await settled()) {
      this.#move(timer.atMs - this.#monotonicMs);
      this.#timers = this.#timers.filter((each) => each !== timer);
      timer.callback();
    }
    this.#move(endMs - this.#monotonicMs);
  }

  /** Lets `ms` go by without any timer calling back: a program that is stopped or busy. */
  skip(ms: number): void {
    this.#move(ms);
  }

  /** Sets the wall clock ahead or back, as a suspend does and a person. */
  step(ms: number): void {
    this.#wallMs += ms;
  }

  #next(endMs: number): { atMs: number; callback: () => void } | undefined {
    return this.#timers.filter(({ atMs }) => atMs <= endMs).sort((left, right) => left.atMs - right.atMs)[0];
  }

  #move(ms: number): void {
    const passed = Math.max(0, ms);
    this.#wallMs += passed;
    this.#monotonicMs += passed;
  }
}

/** Lets everything happen that needs no time. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
