/** The only door of the engine: what the app and the command line use, and nothing else of it. */
export { Fault, describeFault, systemReason } from './fault.ts';
export type { FaultCode, FaultDescription } from './fault.ts';
export type { JobState, JobStatus, NodeStatus, RecordingStatus } from './runtime/status.ts';
export type { Manifest, Part, RecordingState, RecordingSummary } from './recordings/recording.ts';
export type { AbsentMetric } from './sensors/sensor.ts';
