import type { PageState } from '../state/page-state.svelte.ts';
import type { Command } from './command.ts';
import { dashboardCommands, viewCommands } from './dashboard-commands.ts';
import { pageCommands } from './page-commands.ts';
import { exampleCommands, pipelineCommands } from './pipeline-commands.ts';
import { settingsCommands } from './settings-commands.ts';
import { alertCommands, recordingCommands, revealCommands } from './told-commands.ts';

/** Everything that can be done now, what is wanted most often first. */
export function commands(page: PageState): readonly Command[] {
  return [
    ...pageCommands(page),
    ...recordingCommands(page),
    ...pipelineCommands(page),
    ...viewCommands(page),
    ...dashboardCommands(page),
    ...alertCommands(page),
    ...exampleCommands(page),
    ...settingsCommands(page),
    ...revealCommands(page),
  ];
}
