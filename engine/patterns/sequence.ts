import type { PatternStep } from '../document/plan.ts';

const NONE = -1;

/**
 * The steps of a pattern as the states that a partial match can be in. A state waits for one row: the next one of its step. With
 * `{min: 2, max: 3}` a step has three states, and from the second row on a partial match goes on in two: one waits for another
 * row of the step, one for the first of the step after it.
 */
export interface Sequence {
  /** How many states there are; every partial match begins in state 0. */
  readonly states: number;
  /** By state: the number of its step. */
  readonly stepOf: Int32Array;
  /** By state: 1 where the very next row has to be taken; else rows that the step does not take are passed over. */
  readonly isStrict: Uint8Array;
  /** By state: the one that waits for a further row of the same step once a row was taken; -1: the step has enough. */
  readonly stays: Int32Array;
  /** By state: the one that waits for the step after it once a row was taken; -1: the step needs more, or is the last. */
  readonly goesOn: Int32Array;
  /** By state: 1 where the row that it takes completes a match. */
  readonly completes: Uint8Array;
}

/** The states of `steps`. */
export function compileSequence(steps: readonly PatternStep[]): Sequence {
  const states = steps.reduce((total, { max }) => total + max, 0);
  const sequence: Sequence = {
    states,
    stepOf: new Int32Array(states),
    isStrict: new Uint8Array(states),
    stays: new Int32Array(states).fill(NONE),
    goesOn: new Int32Array(states).fill(NONE),
    completes: new Uint8Array(states),
  };
  let first = 0;
  for (const [number, step] of steps.entries()) {
    const isLast = number === steps.length - 1;
    for (let taken = 0; taken < step.max; taken++) {
      const state = first + taken;
      const isEnough = step.min <= taken + 1;
      sequence.stepOf[state] = number;
      sequence.isStrict[state] = Number(taken === 0 ? step.isNext : step.isConsecutive);
      if (taken + 1 < step.max) sequence.stays[state] = state + 1;
      if (isEnough && !isLast) sequence.goesOn[state] = first + step.max;
      sequence.completes[state] = Number(isEnough && isLast);
    }
    first += step.max;
  }
  return sequence;
}
