import type { FaultDescription } from '../fault.ts';
import type { SourceGap } from '../sources/source.ts';
import type { Clock } from '../time/clock.ts';
import type { StateOptions } from './job-checkpoints.ts';
import type { ChartPoints, Notice } from './protocol.ts';

/** What a job needs from the engine that runs it. */
export interface JobContext {
  readonly clock: Clock;
  /** The bundle of `worker.ts`. */
  readonly workerFile: string;
  readonly hasScreen: boolean;
  /** The chart sink, if a plan has one of that name, of which every point is followed. */
  readonly followed: string | undefined;
  /** Where the checkpoints of its next run are. */
  state(): StateOptions;
  /** How many times over the dearest sensors are read half as often. */
  thinning(): number;
  onChange(): void;
  onPoints(points: readonly ChartPoints[]): void;
  onFollowed(points: readonly ChartPoints[]): void;
  onNotices(notices: readonly Notice[]): void;
  /** Settles when the bytes are written; a rejection stops the job. */
  onConsole(bytes: Uint8Array): Promise<void>;
  onWarning(node: string, message: string): void;
  onGap(gap: SourceGap): void;
  onRecordingFault(fault: FaultDescription): void;
}
