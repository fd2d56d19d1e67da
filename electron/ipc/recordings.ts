import type { RecordingStatus, RecordingSummary } from '../../engine/index.ts';

/** What the page may ask of the library of recordings. */
export interface RecordingRequests {
  /** Makes the sample recording in the library, where it is not there yet, and gives its id. */
  makeSample(): string;
  /** Starts to record the source rows of the first running pipeline, for who knows the passphrase where one is given. Asked while recording, gives the one that runs. */
  startRecording(passphrase?: string | null): RecordingStatus;
  /** Closes the running recording; without one it changes nothing. */
  stopRecording(): null;
  /** Makes a recording of what the first running pipeline read of the sensors in the last ten minutes, as far as it is held, for who knows the passphrase where one is given. */
  keepRecent(passphrase?: string | null): KeptRecording;
  listRecordings(): readonly RecordingSummary[];
  /** Shows the recording's folder in the system's file manager. */
  revealRecording(id: string): null;
  /** Moves the recording's folder to the system's trash. */
  deleteRecording(id: string): null;
}

/** A recording of the last minutes: its id, how many rows it has, and from when to when they came. */
export interface KeptRecording {
  readonly id: string;
  readonly rows: number;
  readonly from: number;
  readonly to: number;
}
