/** How a pipeline runs (contract, section 1). */
export interface Settings {
  readonly parallelism: number;
  /** Rows moved at a time, and how long a row may wait for others. */
  readonly batch: { readonly size: number; readonly timeoutMs: number };
  /** Rows in flight on an edge before its producer has to wait. */
  readonly buffer: { readonly capacity: number };
  readonly checkpoint: CheckpointSettings;
  readonly restart: RestartSettings;
}

export interface CheckpointSettings {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly retained: number;
  readonly mode: 'exactly_once' | 'at_least_once' | 'none';
}

/** What to do when an attempt fails. */
export type RestartSettings =
  | { readonly strategy: 'none' }
  | { readonly strategy: 'fixed_delay'; readonly attempts: number; readonly delayMs: number }
  | { readonly strategy: 'failure_rate'; readonly failures: number; readonly perMs: number; readonly delayMs: number }
  | {
      readonly strategy: 'exponential_delay';
      readonly initialMs: number;
      readonly maxMs: number;
      readonly multiplier: number;
      /** The share of a delay by which it may be longer or shorter. */
      readonly jitter: number;
      readonly resetAfterMs: number;
    };
