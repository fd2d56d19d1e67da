import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { describeFault, type AbsentMetric } from '../../engine/index.ts';
import type { AppWindow } from '../app-window.ts';
import type { PipelineDesk } from '../desk/pipeline-desk.ts';
import type { RecordingDesk } from '../desk/recording-desk.ts';
import type { AppPaths } from '../paths.ts';
import type { Screen } from '../screen/screen.ts';
import type { Shutdown } from '../shutdown.ts';
import { tour } from './tour.ts';

export interface TourOfApp {
  readonly screen: Pick<Screen, 'firstDrawn'>;
  readonly window: Pick<AppWindow, 'contents'>;
  readonly pipelines: Pick<PipelineDesk, 'statuses'>;
  readonly recordings: Pick<RecordingDesk, 'start' | 'stop' | 'list' | 'folderOf'>;
  readonly absent: () => Promise<readonly AbsentMetric[]>;
  readonly paths: Pick<AppPaths, 'tour'>;
  readonly shutdown: Pick<Shutdown, 'begin'>;
}

/** Takes the app on its tour and ends it: with 0, or with 1 and the reason on standard output. */
export async function startTour(app: TourOfApp): Promise<void> {
  const { screen, window, pipelines, recordings, absent, paths, shutdown } = app;
  let code = 0;
  try {
    await tour({
      firstDrawn: screen.firstDrawn,
      statuses: () => pipelines.statuses(),
      startRecording: () => recordings.start(),
      stopRecording: () => recordings.stop(),
      listRecordings: () => recordings.list(),
      folderOf: (id) => recordings.folderOf(id),
      absent,
      capture: async () => (await window.contents!.capturePage()).toPNG(),
      pictureFolder: paths.tour,
      wait: (ms) => wait(ms),
      print: printLine,
    });
  } catch (error) {
    printLine(`The tour failed: ${describeFault(error).message}`);
    code = 1;
  }
  await shutdown.begin(code);
}

// Synchronously: what a pipe has not taken when the process ends would be lost.
function printLine(line: string): void {
  writeSync(1, `${line}\n`);
}
