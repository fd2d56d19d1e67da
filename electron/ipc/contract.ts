import type {
  FaultDescription,
  JobStatus,
  RecordingStatus,
  RecordingSummary,
  TapOrder,
  TappedRows,
} from '../../engine/index.ts';
import type { Dashboard } from './dashboards.ts';
import type { DeployingRequests } from './deploying.ts';
import type { ImportingRequests } from './importing.ts';
import type { EditingRequests } from './editing.ts';
import type { TrialRequests } from './trials.ts';
import type { PlayingRequests } from './playing.ts';
import type { AlertEvent, AlertRequests, AlertsChange, AlertsState } from './alerts.ts';
import type { Settings, SettingsState } from './settings.ts';

export type * from './alerts.ts';
export type * from './deploying.ts';
export type * from './playing.ts';
export type { Imported } from './importing.ts';
export type { GraphPlace, Settings, SettingsState } from './settings.ts';

export type { Dashboard, Place, Tile, TileKind, TileSource } from './dashboards.ts';

/** What the page may ask, and what main answers. The only words the two processes share. */
export interface Requests
  extends EditingRequests, TrialRequests, AlertRequests, PlayingRequests, DeployingRequests, ImportingRequests {
  /** Everything that the page needs to start: asked once per page load. Also makes main ready to send frames to the new page. */
  openPage(): PageStart;
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
  /** Makes the sample recording in the library, where it is not there yet, and gives its id. */
  makeSample(): string;
  /** What happened to a pipeline since the app started, the newest first. */
  listEvents(id: string): readonly PipelineEvent[];
  /** The last rows that a node gave (`main`), or its late rows (`late`, `late-right`); of a sink, those that it was given. */
  tapNode(pipeline: string, node: string, output: TapOrder['output']): TappedRows;
  /** Starts to record the source rows of the first running pipeline, for who knows the passphrase where one is given. Asked while recording, gives the one that runs. */
  startRecording(passphrase?: string | null): RecordingStatus;
  /** Closes the running recording; without one it changes nothing. */
  stopRecording(): null;
  /** Makes a recording of what the first running pipeline read of the sensors in the last ten minutes, as far as it is held. */
  keepRecent(): KeptRecording;
  listRecordings(): readonly RecordingSummary[];
  /** Shows the recording's folder in the system's file manager. */
  revealRecording(id: string): null;
  /** Moves the recording's folder to the system's trash. */
  deleteRecording(id: string): null;
  /** Changes some of the settings, which hold at once. */
  changeSettings(change: Partial<Settings>): SettingsState;
  /** Asks in a dialog of the desktop where recordings are to be kept; given up, it changes nothing. */
  chooseRecordingsFolder(): SettingsState;
  /** The points of all charts between two moments of the last day, thinned out to what a screen can show. */
  readPast(from: number, to: number): readonly SeriesPoints[];
  /** Keeps the dashboards as a person has put them together. */
  saveDashboards(dashboards: readonly Dashboard[]): null;
  /** The page has drawn this frame and is ready for the next. */
  frameDrawn(sequence: number): null;
}

/** A recording of the last minutes: its id, how many rows it has, and from when to when they came. */
export interface KeptRecording {
  readonly id: string;
  readonly rows: number;
  readonly from: number;
  readonly to: number;
}

/** What main tells the page, unasked. Each carries the whole new value, never "something changed, ask again". */
export interface Notices {
  frame: Frame;
  pipelinesChanged: readonly JobStatus[];
  chartsChanged: readonly ChartDescription[];
  /** The pipelines that run, and not as their document says now. */
  editedChanged: readonly string[];
  recordingsChanged: readonly RecordingSummary[];
  costChanged: AppCost;
  absentChanged: readonly AbsentReading[];
  settingsChanged: SettingsState;
  /** Of this one only what has changed is told: it comes with every reading. */
  alertsChanged: AlertsChange;
  alertHistoryChanged: readonly AlertEvent[];
  /** Trouble that belongs to nothing on the page: shown in a banner. */
  fault: FaultDescription;
}

/** What a page that has just been loaded begins with. */
export interface PageStart {
  readonly settings: SettingsState;
  readonly alerts: AlertsState;
  /** What alerts told, the newest first. */
  readonly alertHistory: readonly AlertEvent[];
  readonly charts: readonly ChartDescription[];
  readonly pipelines: readonly JobStatus[];
  readonly edited: readonly string[];
  readonly recordings: readonly RecordingSummary[];
  readonly cost: AppCost | null;
  /** Null: a person has changed nothing yet, and the default is shown. */
  readonly dashboards: readonly Dashboard[] | null;
  /** The points that main still holds: what a page that was reloaded has to draw at once. */
  readonly history: readonly SeriesPoints[];
  /** What this machine cannot measure, and why, as far as it is known by now. */
  readonly absent: readonly AbsentReading[];
}

/** One chart sink of one pipeline, in the order of the document. */
export interface ChartDescription {
  /** `pipeline/sink`: what frames call it. */
  readonly id: string;
  readonly pipeline: string;
  readonly title: string;
  /** A UCUM code, or null: each series brings its own. */
  readonly unit: string | null;
  /** Whether the x column is a time; else a number. */
  readonly isTime: boolean;
  /** The metrics that the filters before it let through; empty where they cannot be told. */
  readonly metrics: readonly string[];
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

/** A metric that the machine lacks, why, and what would allow it. */
export interface AbsentReading {
  readonly metric: string;
  readonly reason: string;
  readonly remedy: string | null;
}

/** Everything that happened since the last frame. At most one frame is in flight. */
export interface Frame {
  readonly sequence: number;
  readonly series: readonly SeriesPoints[];
  /** Points given up since the app started, because the page was slow. */
  readonly dropped: number;
}

/** New points of one series: `values[i]` belongs to `times[i]`. */
export interface SeriesPoints {
  readonly chart: string;
  /** The value of the chart's series column; empty where it has one series only. */
  readonly series: string;
  /** The rows' unit, where they carry one. */
  readonly unit: string | null;
  readonly times: Float64Array;
  /** NaN: a row without a value. */
  readonly values: Float64Array;
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

/** Failures travel as plain data: of an error object, only the message would get through. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: FaultDescription };

export type RequestName = keyof Requests;
export type NoticeName = keyof Notices;

/** `satisfies` keeps this list complete: a request added above and not here does not compile. */
export const requestNames = Object.keys({
  openPage: 0,
  startPipeline: 0,
  stopPipeline: 0,
  savePipeline: 0,
  stopAndSavePipeline: 0,
  startPipelineFrom: 0,
  readPipeline: 0,
  addExample: 0,
  makeSample: 0,
  listEvents: 0,
  tapNode: 0,
  startRecording: 0,
  stopRecording: 0,
  keepRecent: 0,
  importRecordings: 0,
  importDropped: 0,
  listRecordings: 0,
  revealRecording: 0,
  deleteRecording: 0,
  openRecording: 0,
  readRecording: 0,
  recordingFigures: 0,
  findInRecording: 0,
  noteRecording: 0,
  replayRecording: 0,
  createAlert: 0,
  changeAlert: 0,
  replayAlert: 0,
  muteAlert: 0,
  testAlert: 0,
  changeSettings: 0,
  chooseRecordingsFolder: 0,
  readPast: 0,
  saveDashboards: 0,
  frameDrawn: 0,
  documentKeys: 0,
  openDocument: 0,
  checkDocument: 0,
  editDocument: 0,
  saveDocument: 0,
  applyDocument: 0,
  discardDraft: 0,
  holdRows: 0,
  tryDocument: 0,
  cancelTrial: 0,
  createPipeline: 0,
  renamePipeline: 0,
  deletePipeline: 0,
  restorePipeline: 0,
  exportFlinkSql: 0,
  copyFlinkSql: 0,
  previewDeployment: 0,
  startDeployment: 0,
  readDeployment: 0,
  stopDeployment: 0,
  cancelDeployment: 0,
  openDeployedJob: 0,
  saveDeploymentSql: 0,
  copyDeploymentSql: 0,
} satisfies Record<RequestName, 0>) as readonly RequestName[];

export const noticeNames = Object.keys({
  frame: 0,
  pipelinesChanged: 0,
  chartsChanged: 0,
  editedChanged: 0,
  recordingsChanged: 0,
  costChanged: 0,
  absentChanged: 0,
  settingsChanged: 0,
  alertsChanged: 0,
  alertHistoryChanged: 0,
  fault: 0,
} satisfies Record<NoticeName, 0>) as readonly NoticeName[];

/** The object that the preload script puts on `window` as `bridge`. */
export interface Bridge {
  request<N extends RequestName>(name: N, ...args: Parameters<Requests[N]>): Promise<Reply<ReturnType<Requests[N]>>>;
  /** Calls `listener` for every notice until the returned function is called. */
  listen<N extends NoticeName>(name: N, listener: (notice: Notices[N]) => void): () => void;
}
