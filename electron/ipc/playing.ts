import type {
  JobStatus,
  Moments,
  PlayedRecording,
  RecordingNotes,
  SeriesFigures,
  Sparkline,
} from '../../engine/index.ts';
import type { SeriesPoints } from './contract.ts';

/** What the page may ask about what recordings hold. */
export interface PlayingRequests {
  /** What there is to see of a recording; null: it is encrypted, and needs its passphrase first. */
  openRecording(id: string, passphrase: string | null): OpenedRecording | null;
  /** The points of a span, thinned out to what a screen can show. */
  readRecording(id: string, span: Moments): readonly SeriesPoints[];
  /** A small picture of what a recording holds; null: there is nothing to draw, or it is encrypted. */
  recordingSparkline(id: string): Sparkline | null;
  /** Mean, 95th percentile and maximum of each series in a span. */
  recordingFigures(id: string, span: Moments): readonly SeriesFigures[];
  /** When a condition over the columns of the recording held first; null: never. */
  findInRecording(id: string, condition: string): number | null;
  /** Starts a copy of a pipeline with the recording in the place of its sensors; `speed`: a factor of its pace, null: as fast as possible. */
  replayRecording(id: string, pipeline: string, speed: number | null): JobStatus;
  /** Keeps tags and markers beside a recording, in the place of those that there were. */
  noteRecording(id: string, notes: RecordingNotes): null;
}

/** A recording that a person looks at. */
export interface OpenedRecording extends PlayedRecording {
  readonly notes: RecordingNotes;
}
