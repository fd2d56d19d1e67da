import cases from './cases.json' with { type: 'json' };

/** What one test of Flink does and finds, in the words of those who collected them. */
export interface EngineCase {
  readonly id: string;
  /** The class and the method in Flink. */
  readonly test: string;
  readonly setup: string;
  readonly input: string;
  readonly expect: string;
}

/** All cases that are run here. */
export const CASES: readonly EngineCase[] = cases;

/** The case with that id. */
export function caseOf(id: string): EngineCase {
  return CASES.find((each) => each.id === id)!;
}
