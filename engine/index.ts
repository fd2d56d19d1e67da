/** The only door of the engine: what the app and the command line use, and nothing else of it. */
export { Fault, describeFault, systemReason } from './fault.ts';
export type { FaultCode, FaultDescription } from './fault.ts';
export { chartsOf, documentOutline, editDocument, PIPELINE, readDocument } from './document/index.ts';
export type { DocumentEdit, DocumentOutline, Json, Kind, PlanChart, ReadResult } from './document/index.ts';
export { lostBetween } from './checkpoints/definitions.ts';
export type { LostState } from './checkpoints/definitions.ts';
export { AS_WRITTEN, toFlinkSql } from './export/flink-sql/index.ts';
export type { FlinkSql } from './export/flink-sql/index.ts';
export { fillPlaceholders } from './flink/fill-placeholders.ts';
export { gatewayComplaint } from './flink/gateway-address.ts';
export { GatewaySession } from './flink/gateway.ts';
export { JOB_PACE } from './flink/follow-job.ts';
export { jobPage, jobTrouble } from './flink/job-trouble.ts';
export { cancelJob, stopJob } from './flink/stop-job.ts';
export { submit } from './flink/submit.ts';
export type { NodeRefusal, NodeStatement } from './flink/submit.ts';
export type { Plan } from './document/plan.ts';
export { formatProblem } from './document/problem.ts';
export type { Problem } from './document/problem.ts';
export { Engine } from './runtime/engine.ts';
export type { EngineOptions, JobGap, JobNotice, JobPoints, JobWarning } from './runtime/engine.ts';
export type {
  ComparedNode,
  ComparedSeries,
  ComparedSink,
  TrialComparison,
  TriedCounts,
  TriedLine,
  TriedSide,
} from './trial/compare.ts';
export type { HeldSpan } from './trial/held-rows.ts';
export type { TrialOrder } from './trial/trial.ts';
export type { FollowOrder } from './trial/follow-recording.ts';
export type { Follow } from './trial/run-trial.ts';
export type { ChartSeries, KeptSpan, RecordingOrder, TapOrder, TappedRows } from './runtime/protocol.ts';
export type { JobState, JobStatus, NodeStatus, RecordingStatus, SavedCheckpoint } from './runtime/status.ts';
export { createRecordingName, listRecordings, recordingFolder } from './recordings/library.ts';
export type { TakenIn } from './recordings/take-in.ts';
export { parseNotes, readNotes, writeNotes } from './recordings/notes.ts';
export type { Marker, RecordingNotes } from './recordings/notes.ts';
export type { Manifest, Part, RecordingState, RecordingSummary } from './recordings/recording.ts';
export { endProcess } from './runtime/threads.ts';
export { absentMetricsApart } from './runtime/absent-apart.ts';
export { nextBudget, WITHIN_BUDGET, type BudgetState } from './sensors/budget.ts';
export type { AbsentMetric } from './sensors/sensor.ts';
export { shareOf, type SensorCost } from './sensors/sensor-cost.ts';
export { widenThreadPool } from './thread-pool.ts';
export { systemClock } from './time/clock.ts';
export type { Clock } from './time/clock.ts';
export { appendFully } from './files/append.ts';
export { crc32 } from './files/crc32.ts';
export { Thinning } from './data/thinning.ts';
export type { Buckets, LinePoints } from './data/thinning.ts';
export { encodeBlock } from './history/history-block.ts';
export { historyThread } from './history/history-thread.ts';
export { playerThread, type PlayerThread } from './player/player-thread.ts';
export type {
  ChartPoints,
  ExportOrder,
  Moments,
  PlayedRecording,
  PlayerOrders,
  RecordedChart,
  SeriesFigures,
  Sparkline,
} from './player/orders.ts';
