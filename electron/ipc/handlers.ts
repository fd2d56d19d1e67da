import { Fault, type JobStatus, type RecordingSummary } from '../../engine/index.ts';
import type { AppCost, AbsentReading, PipelineEvent, SeriesPoints } from './contract.ts';
import type { DashboardStore } from '../dashboards/dashboard-store.ts';
import { parseDashboards } from '../dashboards/parse-dashboards.ts';
import type { KeptPlace } from '../kept-place.ts';
import type { PipelineDesk } from '../desk/pipeline-desk.ts';
import type { RecordingDesk } from '../desk/recording-desk.ts';
import type { Screen } from '../screen/screen.ts';
import { deployingHandlers } from './deploying-handlers.ts';
import { editingHandlers } from './editing-handlers.ts';
import { exportingHandlers } from './exporting-handlers.ts';
import type { PageLink } from './notify.ts';
import { parseCheckpoint, parseMoment, parseNodeId, parseOutput, parsePipelineId, parseSequence } from './parse.ts';
import { parsePlace } from './parse-place.ts';
import type { Handlers } from './serve.ts';
import { alertHandlers, type AlertParts } from './alert-handlers.ts';
import { recordingHandlers } from './recording-handlers.ts';
import { trialHandlers } from './trial-handlers.ts';
import { playingHandlers, type PlayingParts } from './playing-handlers.ts';
import { settingsHandlers, type SettingsParts } from './settings-handlers.ts';

/** What requests are answered with. */
export interface HandlerParts extends SettingsParts, AlertParts, PlayingParts {
  readonly pipelines: Pick<
    PipelineDesk,
    'statuses' | 'charts' | 'edited' | 'start' | 'startFrom' | 'stop' | 'stopAndSave' | 'save' | 'tap' | 'text'
  >;
  readonly edits: Parameters<typeof editingHandlers>[0];
  readonly shelf: Parameters<typeof editingHandlers>[1];
  readonly trials: Parameters<typeof trialHandlers>[0];
  readonly deployments: Parameters<typeof deployingHandlers>[0];
  readonly addExample: (id: string) => Promise<JobStatus>;
  /** Makes the sample recording, and gives its id. */
  readonly makeSample: () => Promise<string>;
  readonly events: (id: string) => readonly PipelineEvent[];
  readonly recordings: Pick<RecordingDesk, 'list' | 'start' | 'stop' | 'keepRecent' | 'reveal' | 'remove'>;
  readonly imports: Parameters<typeof recordingHandlers>[1];
  readonly exports: Parameters<typeof exportingHandlers>[0];
  readonly dashboards: Pick<DashboardStore, 'kept' | 'save'>;
  readonly place: Pick<KeptPlace, 'kept' | 'keep'>;
  readonly screen: Pick<Screen, 'open' | 'drawn' | 'past'>;
  readonly link: Pick<PageLink, 'open'>;
  readonly cost: () => AppCost | null;
  readonly absent: () => readonly AbsentReading[];
  /** Hears of trouble that does not keep the page from opening. */
  readonly onTrouble: (error: unknown) => void;
}

/** One function for each request of the contract; each parses what it is given before it uses it. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { pipelines, recordings, screen, link } = parts;
  return {
    async openPage() {
      const list = await listOrNone(parts);
      // Nothing is awaited from here on: what comes after the history is in a frame, what came before is in the history.
      const history = screen.open();
      link.open();
      return {
        settings: parts.settings.state,
        alerts: parts.alerts.state,
        alertHistory: parts.alerts.history,
        charts: pipelines.charts(),
        pipelines: pipelines.statuses(),
        edited: pipelines.edited(),
        recordings: list,
        cost: parts.cost(),
        dashboards: parts.dashboards.kept,
        history,
        place: parts.place.kept,
        absent: parts.absent(),
      };
    },
    startPipeline: (id) => pipelines.start(parsePipelineId(id)),
    stopPipeline: (id) => pipelines.stop(parsePipelineId(id)),
    savePipeline: (id) => pipelines.save(parsePipelineId(id)),
    stopAndSavePipeline: (id) => pipelines.stopAndSave(parsePipelineId(id)),
    startPipelineFrom: (id, checkpoint) => pipelines.startFrom(parsePipelineId(id), parseCheckpoint(checkpoint)),
    readPipeline: (id) => pipelines.text(parsePipelineId(id)),
    addExample: (id) => parts.addExample(parsePipelineId(id)),
    makeSample: () => parts.makeSample(),
    listEvents: (id) => parts.events(parsePipelineId(id)),
    tapNode: (id, node, output) => pipelines.tap(parsePipelineId(id), parseNodeId(node), parseOutput(output)),
    ...editingHandlers(parts.edits, parts.shelf),
    ...trialHandlers(parts.trials),
    ...deployingHandlers(parts.deployments),
    ...recordingHandlers(recordings, parts.imports),
    ...exportingHandlers(parts.exports),
    ...playingHandlers(parts),
    ...settingsHandlers(parts),
    readPast: (from, to) => past(parts, from, to),
    ...alertHandlers(parts),
    saveDashboards: (dashboards) => keep(parts, dashboards),
    keepPlace: (place) => keepPlace(parts, place),
    frameDrawn: (sequence) => drawn(parts, sequence),
  };
}

function drawn({ screen }: HandlerParts, sequence: unknown): null {
  screen.drawn(parseSequence(sequence));
  return null;
}

function past({ screen }: HandlerParts, from: unknown, to: unknown): Promise<readonly SeriesPoints[]> {
  const start = parseMoment(from);
  const end = parseMoment(to);
  if (end <= start) throw new Fault('bad-request', 'the end of a span has to be after its beginning');
  return screen.past(start, end);
}

function keep({ dashboards }: HandlerParts, value: unknown): null {
  dashboards.save(parseDashboards(value));
  return null;
}

function keepPlace({ place }: HandlerParts, value: unknown): null {
  place.keep(parsePlace(value));
  return null;
}

// Recordings that cannot be listed must not keep the charts from being seen.
async function listOrNone({ recordings, onTrouble }: HandlerParts): Promise<readonly RecordingSummary[]> {
  try {
    return await recordings.list();
  } catch (error) {
    onTrouble(error);
    return [];
  }
}
