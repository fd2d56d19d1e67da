import { app, clipboard, dialog, shell } from 'electron';
import { playerThread, type Engine } from '../../engine/index.ts';
import { AlertReplayDesk } from '../alerts/alert-replay-desk.ts';
import { chooseExport } from '../choose-export.ts';
import { chooseImports } from '../choose-imports.ts';
import type { PageLink } from '../ipc/notify.ts';
import { KeptPlace } from '../kept-place.ts';
import type { Screen } from '../screen/screen.ts';
import type { AppPaths } from '../paths.ts';
import type { SettingsDesk } from '../settings/settings-desk.ts';
import type { Troubles } from '../troubles.ts';
import { DeployDesk } from './deploy-desk.ts';
import { wordsOf } from '../words.ts';
import { documents } from './documents.ts';
import { EditDesk } from './edit-desk.ts';
import { ExportDesk } from './export-desk.ts';
import { ImportDesk } from './import-desk.ts';
import { IdList } from './id-list.ts';
import { KeptDeployments } from './kept-deployments.ts';
import { engineLibrary } from './library.ts';
import { PipelineDesk } from './pipeline-desk.ts';
import { PlayerDesk } from './player-desk.ts';
import { RecordingDesk } from './recording-desk.ts';
import { replay, type ReplayOrder } from './replay.ts';
import { RunningList } from './running-list.ts';
import { makeSample as makeSampleIn } from './sample-recording.ts';
import sample from './sample.yaml?raw';
import { Shelf } from './shelf.ts';
import { TrialDesk } from './trial-desk.ts';

export interface OpenDesksParts {
  readonly engine: Engine;
  readonly paths: AppPaths;
  readonly link: PageLink;
  readonly troubles: Troubles;
  readonly settings: SettingsDesk;
  readonly screen: Screen;
}

/** What a person does with pipelines and recordings, over one engine. */
export function openDesks({ engine, paths, link, troubles, settings, screen }: OpenDesksParts) {
  const running = new RunningList(paths.running, (error) => troubles.tell(error));
  const reading = documents(paths.data, process.env);
  const pipelines = new PipelineDesk({ engine, running, ...reading });
  const onChange = (): void => {
    link.tell('chartsChanged', pipelines.charts());
    link.tell('pipelinesChanged', pipelines.statuses());
    link.tell('editedChanged', pipelines.edited());
  };
  const edits = new EditDesk({ pipelines, ...reading, copy: (text) => void clipboard.writeText(text), onChange });
  const kept = new KeptDeployments(paths.deployments, (error) => troubles.tell(error));
  const deployments = openDeployments(pipelines, reading, kept);
  const deleted = new IdList(paths.deleted, (error) => troubles.tell(error));
  const shelf = new Shelf({
    folder: paths.pipelines,
    stateFolder: paths.state,
    pipelines,
    write: (id, text) => edits.write(id, text),
    shell,
    deleted,
    onChange,
  });
  const recordings = new RecordingDesk({
    engine,
    folder: () => settings.recordingsFolder,
    library: engineLibrary,
    isEncrypted: () => settings.settings.encryption === 'passphrase',
    shell,
    onChange: (list) => link.tell('recordingsChanged', list),
    onFault: (error) => troubles.tell(error),
  });
  // Meanwhile one may have been put back from the trash, or copied into the folder.
  app.on('browser-window-focus', () => recordings.moved());
  engine.watch((statuses) => running.follow(statuses));
  const core = { pipelines, edits, deployments, deleted, shelf, recordings };
  const uses = openUses(core, { engine, paths, settings, screen, read: reading.read });
  return { ...core, ...uses, place: new KeptPlace(), onChange };
}

function openDeployments(
  pipelines: PipelineDesk,
  { readUnfilled }: ReturnType<typeof documents>,
  kept: KeptDeployments,
): DeployDesk {
  return new DeployDesk({
    pipelines,
    kept,
    readUnfilled,
    environment: process.env,
    copy: (text) => void clipboard.writeText(text),
    openOutside: (url) => shell.openExternal(url),
    async askPlace(name) {
      const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: name });
      return canceled || !filePath ? null : filePath;
    },
  });
}

interface UsesParts extends Pick<OpenDesksParts, 'engine' | 'paths' | 'settings' | 'screen'> {
  readonly read: ReturnType<typeof documents>['read'];
}

/** What is done with what was recorded. */
function openUses(
  core: { readonly pipelines: PipelineDesk; readonly recordings: RecordingDesk; readonly shelf: Shelf },
  { engine, paths, settings, screen, read }: UsesParts,
) {
  const { recordings } = core;
  const makeSample = async (): Promise<string> => {
    const folder = settings.recordingsFolder;
    const id = await makeSampleIn({ text: sample, folder, workerFile: paths.worker, read });
    recordings.moved();
    return id;
  };
  const thread = playerThread(paths.playerWorker);
  return {
    imports: new ImportDesk({
      thread,
      library: () => settings.recordingsFolder,
      choose: () => chooseImports(wordsOf(settings.language), dialog),
      onImported: () => recordings.moved(),
    }),
    exports: new ExportDesk({
      thread,
      recordings,
      chartsNow: () => core.pipelines.charts(),
      screen,
      askPlace: (name, ending) => chooseExport({ name, ending }, wordsOf(settings.language), dialog),
      shell,
    }),
    trials: new TrialDesk({ engine, ...core, read, environment: process.env }),
    replays: new AlertReplayDesk({ engine, recordings, read, environment: process.env }),
    player: new PlayerDesk({ thread, recordings }),
    replay: (order: ReplayOrder) => replay(order, core),
    makeSample,
  };
}
