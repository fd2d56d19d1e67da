import type { JobStatus, TapOrder, TappedRows } from '../../engine/index.ts';

/** What the page may ask of pipelines. */
export interface PipelineRequests {
  startPipeline(id: string): JobStatus;
  stopPipeline(id: string): JobStatus;
  /** Saves the state of a running pipeline, which goes on, where only a person removes it. */
  savePipeline(id: string): JobStatus;
  /** Stops a running pipeline and saves the state in which it stopped. */
  stopAndSavePipeline(id: string): JobStatus;
  /** Starts a stopped pipeline from one of its checkpoints or savepoints, by its number, whatever came after it. */
  startPipelineFrom(id: string, checkpoint: number): JobStatus;
  /** The document of a pipeline as it was read. */
  readPipeline(id: string): string;
  /** Puts one of the examples that the app brings along among the pipelines, stopped. */
  addExample(id: string): JobStatus;
  /** What happened to a pipeline since the app started, the newest first. */
  listEvents(id: string): readonly PipelineEvent[];
  /** The last rows that a node gave (`main`), or its late rows (`late`, `late-right`); of a sink, those that it was given. */
  tapNode(pipeline: string, node: string, output: TapOrder['output']): TappedRows;
}

/** Something that happened to a pipeline, and when. */
export interface PipelineEvent {
  readonly at: number;
  readonly kind: 'started' | 'stopped' | 'finished' | 'restarting' | 'failed' | 'saved' | 'warning' | 'gap';
  /** What failed or is warned of, or why there is a gap; empty where the kind says all. */
  readonly message: string;
  /** How long a gap was that ended at `at`; 0 of other kinds. */
  readonly seconds: number;
}
