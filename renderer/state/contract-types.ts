import type { Notices, Requests } from '../../electron/ipc/contract.ts';

/** The engine's types as the contract hands them to the page, which knows the contract only. */
export type JobStatus = Notices['pipelinesChanged'][number];
export type JobState = JobStatus['state'];
export type CheckpointStatus = JobStatus['checkpoints'][number];
export type PipelineEvent = ReturnType<Requests['listEvents']>[number];
export type NodeStatus = JobStatus['nodes'][number];
/** Which rows of a node are meant. */
export type RowsOutput = Parameters<Requests['tapNode']>[2];
export type TappedRows = ReturnType<Requests['tapNode']>;
export type RecordingStatus = ReturnType<Requests['startRecording']>;
export type KeptRecording = ReturnType<Requests['keepRecent']>;
export type Imported = ReturnType<Requests['importRecordings']>[number];
export type ExportChoice = Parameters<Requests['exportRecording']>[1];
export type Exported = NonNullable<ReturnType<Requests['exportRecording']>>;
export type RecordingSummary = Notices['recordingsChanged'][number];
/** The tables of the keys of documents. */
export type Kind = ReturnType<Requests['documentKeys']>;
export type KeySpec = Extract<Kind, { kind: 'object' }>['keys'][string];
export type Json = KeySpec['example'];
export type OpenDocument = ReturnType<Requests['openDocument']>;
export type DocumentReport = ReturnType<Requests['checkDocument']>;
export type DocumentProblem = DocumentReport['problems'][number];
export type OutlineNode = DocumentReport['outline']['nodes'][number];
export type DocumentEdit = Parameters<Requests['editDocument']>[1][number];
/** How many rows are held for a trial. */
export type HeldSpan = NonNullable<ReturnType<Requests['holdRows']>>;
/** What two documents did with the same rows. */
export type TrialComparison = NonNullable<ReturnType<Requests['tryDocument']>>;
export type ComparedSink = TrialComparison['sinks'][number];
export type ComparedSeries = ComparedSink['series'][number];
export type OpenedRecording = NonNullable<ReturnType<Requests['openRecording']>>;
export type RecordingNotes = Parameters<Requests['noteRecording']>[1];
export type Marker = RecordingNotes['markers'][number];
export type SeriesPoints = ReturnType<Requests['readRecording']>[number];
export type Sparkline = NonNullable<ReturnType<Requests['recordingSparkline']>>;
export type SeriesFigures = ReturnType<Requests['recordingFigures']>[number];
/** How far a pipeline is on its way to a cluster of Flink. */
export type Deployment = ReturnType<Requests['startDeployment']>;
export type DeploymentPreview = ReturnType<Requests['previewDeployment']>;
export type DeployTables = Parameters<Requests['previewDeployment']>[1];
