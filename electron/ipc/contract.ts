import type { FaultDescription, JobStatus, RecordingSummary } from '../../engine/index.ts';
import type { AlertEvent, AlertRequests, AlertsChange, AlertsState } from './alerts.ts';
import type { ChartDescription, Frame, SeriesPoints } from './charts.ts';
import type { Dashboard } from './dashboards.ts';
import type { DeployingRequests } from './deploying.ts';
import type { EditingRequests } from './editing.ts';
import type { ExportingRequests } from './exporting.ts';
import type { ImportingRequests } from './importing.ts';
import type { AbsentReading, AppCost } from './machine.ts';
import type { PipelineRequests } from './pipelines.ts';
import type { PagePlace } from './place.ts';
import type { PlayingRequests } from './playing.ts';
import type { RecordingRequests } from './recordings.ts';
import type { SettingsRequests, SettingsState } from './settings.ts';
import type { TrialRequests } from './trials.ts';

export type * from './alerts.ts';
export type * from './charts.ts';
export type * from './dashboards.ts';
export type * from './deploying.ts';
export type * from './exporting.ts';
export type * from './importing.ts';
export type * from './machine.ts';
export type * from './pipelines.ts';
export type * from './place.ts';
export type * from './playing.ts';
export type * from './recordings.ts';
export type * from './settings.ts';

/** What the page may ask, and what main answers. The only words the two processes share. */
export interface Requests
  extends
    PipelineRequests,
    EditingRequests,
    TrialRequests,
    DeployingRequests,
    RecordingRequests,
    PlayingRequests,
    ImportingRequests,
    ExportingRequests,
    AlertRequests,
    SettingsRequests {
  /** Everything that the page needs to start: asked once per page load. Also makes main ready to send frames to the new page. */
  openPage(): PageStart;
  /** The points of all charts between two moments of the last day, thinned out to what a screen can show. */
  readPast(from: number, to: number): readonly SeriesPoints[];
  /** Keeps the dashboards as a person has put them together. */
  saveDashboards(dashboards: readonly Dashboard[]): null;
  /** Keeps where the person is now, for a page that is made again. */
  keepPlace(place: PagePlace): null;
  /** The page has drawn this frame and is ready for the next. */
  frameDrawn(sequence: number): null;
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
  /** Where the person was in the page before; null: there was none. */
  readonly place: PagePlace | null;
  /** What this machine cannot measure, and why, as far as it is known by now. */
  readonly absent: readonly AbsentReading[];
}

/** Failures travel as plain data: of an error object, only the message would get through. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: FaultDescription };

export type RequestName = keyof Requests;
export type NoticeName = keyof Notices;

/** The object that the preload script puts on `window` as `bridge`. */
export interface Bridge {
  request<N extends RequestName>(name: N, ...args: Parameters<Requests[N]>): Promise<Reply<ReturnType<Requests[N]>>>;
  /** Calls `listener` for every notice until the returned function is called. */
  listen<N extends NoticeName>(name: N, listener: (notice: Notices[N]) => void): () => void;
}
