import path from 'node:path';

/** Where the app keeps what it keeps, and where its own files are. All absolute. */
export interface AppPaths {
  readonly data: string;
  readonly pipelines: string;
  readonly recordings: string;
  /** Which pipelines run. */
  readonly running: string;
  /** The jobs that pipelines have on clusters. */
  readonly deployments: string;
  /** Which pipelines a person has deleted. */
  readonly deleted: string;
  /** A folder of checkpoints for each pipeline. */
  readonly state: string;
  readonly windowState: string;
  readonly settings: string;
  readonly dashboards: string;
  /** What the charts showed in the last day. */
  readonly history: string;
  /** What alerts told, and what of them is mute. */
  readonly alerts: string;
  readonly log: string;
  readonly tour: string;
  readonly preload: string;
  readonly page: string;
  readonly worker: string;
  readonly absentWorker: string;
  readonly playerWorker: string;
  readonly historyWorker: string;
}

/** The places under the data folder `data` and the program's own folder `program`, which may be an archive. */
export function appPaths(data: string, program: string): AppPaths {
  return {
    data,
    pipelines: path.join(data, 'pipelines'),
    recordings: path.join(data, 'recordings'),
    running: path.join(data, 'running.json'),
    deployments: path.join(data, 'deployments.json'),
    deleted: path.join(data, 'deleted.json'),
    state: path.join(data, 'state'),
    alerts: path.join(data, 'alerts.json'),
    settings: path.join(data, 'settings.json'),
    windowState: path.join(data, 'window-state.json'),
    dashboards: path.join(data, 'dashboards.json'),
    history: path.join(data, 'history'),
    log: path.join(data, 'logs', 'millrace.log'),
    tour: path.join(data, 'tour'),
    preload: path.join(program, 'out', 'preload', 'preload.cjs'),
    page: path.join(program, 'out', 'renderer'),
    worker: path.join(program, 'out', 'main', 'worker.cjs'),
    absentWorker: path.join(program, 'out', 'main', 'absent-worker.cjs'),
    playerWorker: path.join(program, 'out', 'main', 'player-worker.cjs'),
    historyWorker: path.join(program, 'out', 'main', 'history-worker.cjs'),
  };
}
