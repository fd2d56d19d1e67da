/** A recording of a job that has been asked for. */
export interface RecordingInProgress {
  readonly name: string;
  /** Since when it takes rows; until then, since when it was asked for. */
  since: number;
  /** Settles when it is being made; rejects with why it cannot. */
  readonly started: Promise<void>;
}
