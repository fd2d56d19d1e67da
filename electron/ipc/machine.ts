/** A metric that the machine lacks, why, and what would allow it. */
export interface AbsentReading {
  readonly metric: string;
  readonly reason: string;
  readonly remedy: string | null;
}

/** What this program costs the machine: all its processes together. */
export interface AppCost {
  /** Percent of one core. */
  readonly cpuPercent: number;
  /** Proportional set size where the system tells it, else resident memory. */
  readonly memoryBytes: number;
  /** The sensor that takes most of a core; null while that is not known. */
  readonly dearest: { readonly sensor: string; readonly percent: number } | null;
  /** What is read less often because the budget was passed, and how often it is read now. */
  readonly thinned: readonly { readonly sensor: string; readonly everyMs: number }[];
}
