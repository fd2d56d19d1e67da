import { app, BrowserWindow, dialog, nativeTheme, powerMonitor, protocol, session } from 'electron';
import {
  absentMetricsApart,
  endProcess,
  Engine,
  Fault,
  historyThread,
  systemClock,
  widenThreadPool,
} from '../engine/index.ts';
import { AbsentList } from './absent-list.ts';
import { changeAlert } from './alerts/change-alert.ts';
import { createAlert } from './alerts/create-alert.ts';
import { openAlerts } from './alerts/open-alerts.ts';
import { READINGS_SINK } from './alerts/rule-document.ts';
import { AppWindow } from './app-window.ts';
import { appCostMeter, CostWatch } from './cost-watch.ts';
import { DashboardStore } from './dashboards/dashboard-store.ts';
import { defaultPipeline } from './default-pipeline.ts';
import { addExample } from './desk/add-example.ts';
import { EventLog } from './desk/event-log.ts';
import { KeptEvents } from './desk/kept-events.ts';
import { keptState } from './desk/kept-state.ts';
import { openDesks } from './desk/open-desks.ts';
import { readPipelineFiles, writeIfAbsent } from './desk/pipeline-folder.ts';
import { requestChannel } from './ipc/channel.ts';
import type { ChartDescription } from './ipc/contract.ts';
import { examples } from './examples.ts';
import { createHandlers } from './ipc/handlers.ts';
import { PageLink } from './ipc/notify.ts';
import { serve } from './ipc/serve.ts';
import { endByForce, endWithHelp, failToStart, followLife, killProcess, refuseSecondStart } from './life.ts';
import { createLog, traceOf } from './log.ts';
import { readProgram, type Program } from './program.ts';
import { AppTray } from './settings/app-tray.ts';
import { applySettings } from './settings/apply-settings.ts';
import { chooseRecordings } from './settings/choose-recordings.ts';
import { openSettings } from './settings/open-settings.ts';
import { lookForTray } from './settings/tray-there.ts';
import { openTrayValues } from './settings/open-tray-values.ts';
import { KeptHistory } from './screen/kept-history.ts';
import { Screen } from './screen/screen.ts';
import { SensorBudget } from './sensor-budget.ts';
import { APP_SCHEME } from './security/app-origin.ts';
import { hardenContents, hardenSession, sandboxPages } from './security/hardening.ts';
import { pageServer } from './security/page-files.ts';
import { isTrusted } from './security/trusted-sender.ts';
import { Shutdown } from './shutdown.ts';
import { spareMemory } from './spare-memory.ts';
import { startTour } from './tour/start-tour.ts';
import { Troubles } from './troubles.ts';
import { wordsOf } from './words.ts';

// Before anything is read or written.
widenThreadPool(process.env);
spareMemory(process.env, app.commandLine);
// These are heeded only before the app is ready.
const privileges = { standard: true, secure: true, supportFetchAPI: true };
protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges }]);
sandboxPages(app);
app.on('web-contents-created', (_event, contents) => hardenContents(contents));

if (app.commandLine.hasSwitch('help')) endWithHelp(app);
else if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(failToStart);
else refuseSecondStart(app);

/** Makes everything that lives as long as the app, in order of need, and hands it to what uses it. */
async function start(): Promise<void> {
  const program = readProgram(app, process.env);
  const { paths, page } = program;
  const core = createCore(program);
  const { log, link, troubles, screen, engine, events, pipelines, shelf, recordings, settings } = core;
  const { window, costs, shutdown } = createShell(program, core);
  const absent = new AbsentList(absentMetricsApart(paths.absentWorker), {
    onList: (list) => link.tell('absentChanged', list),
    onTrouble: (error) => troubles.tell(error),
  });

  followLife({ app, process, powerMonitor, shutdown, window, log, onUnexpected: (error) => troubles.tell(error) });
  hardenSession(session.defaultSession, { page: page.url, requests: page.furtherOrigins });
  protocol.handle(APP_SCHEME, pageServer(paths.page));
  link.attach(() => window.contents);
  serve(requestChannel, {
    handlers: createHandlers({
      ...core,
      createAlert: (rule) => createAlert(rule, { shelf, pipelines }),
      changeAlert: (id, rule) => changeAlert(id, rule, core),
      chooseRecordings: () => chooseRecordings(settings, dialog),
      cost: () => costs.latest,
      absent: () => absent.known,
      events: (id) => events.of(id),
      addExample: (id) => addExample(id, { folder: paths.pipelines, examples, pipelines, onAdded: core.onChange }),
      onTrouble: (error) => troubles.tell(error),
    }),
    trusts: (event) => isTrusted(event, window.contents, page.url),
    onBug: (request, error) => log('error', `request ${request}: ${traceOf(error)}`),
  });
  engine.watch((statuses) => {
    events.follow(statuses);
    link.tell('pipelinesChanged', pipelines.statuses());
    recordings.follow();
    core.alerts.follow(pipelines.statuses(), (id) => pipelines.text(id));
  });

  // It starts to read while the window is being made.
  await openPipelines(paths, core);
  if (!(program.isAtLogin && settings.settings.startHidden)) window.open();
  costs.begin();
  if (program.isTour)
    void startTour({ screen, window, pipelines, recordings, absent: () => absent.found, paths, shutdown });
}

/** Takes in the documents, and starts the first pipeline and those that ran when the app was left. */
async function openPipelines(paths: Program['paths'], core: ReturnType<typeof createCore>): Promise<void> {
  const { deleted, pipelines, troubles, log } = core;
  // One that a person has deleted stays deleted.
  if (!deleted.ids.includes(defaultPipeline.id))
    await writeIfAbsent(paths.pipelines, defaultPipeline.id, defaultPipeline.text).catch((error) =>
      troubles.tell(error),
    );
  await Promise.all([core.events.begin(), core.screen.begin(systemClock.now())]).catch((error) => troubles.tell(error));
  pipelines.add(await readPipelineFiles(paths.pipelines, defaultPipeline.id));
  pipelines.startAgain(defaultPipeline.id, (error) => log('error', String(error)));
}

/** The engine and what is made of it: all that goes on when the window's page is gone. */
function createCore(program: Program) {
  const { paths } = program;
  const log = createLog(paths.log, () => systemClock.now());
  const link = new PageLink();
  const troubles = new Troubles(log, link, (id) => alerts.has(id));
  const settings = openSettings(program, link, troubles);
  const onTrouble = (error: unknown): void => troubles.tell(error);
  const now = (): number => systemClock.now();
  const past = historyThread(paths.historyWorker);
  const kept = new KeptHistory(paths.history, { onTrouble, now, read: (...order) => past.ask('read', ...order) });
  const screen = new Screen((frame) => link.tell('frame', frame), kept);
  const events = new EventLog(now, new KeptEvents(paths.history, { onTrouble, now }));
  const alerts = openAlerts({
    file: paths.alerts,
    settings,
    onChange: (change) => link.tell('alertsChanged', change),
    onHistory: (events) => link.tell('alertHistoryChanged', events),
    onTrouble,
  });
  const trayValues = openTrayValues(settings, (): readonly ChartDescription[] => desks.pipelines.charts());
  const engine = new Engine({
    clock: systemClock,
    workerFile: paths.worker,
    stateOf: (id) => keptState(paths.state, id),
    onPoints(points) {
      screen.take(...points);
      for (const each of points) trayValues.take(each);
    },
    followed: { sink: READINGS_SINK, take: (points) => void (alerts.take(points) || screen.take(points)) },
    onNotice: (notice) => alerts.hear(notice),
    onWarning: (warning) => [events, troubles].forEach((each) => each.warn(warning)),
    onGap: (gap) => events.gap(gap),
    onRecordingFault: (_job, { code, message }) => troubles.tell(new Fault(code, message)),
  });
  const dashboards = new DashboardStore(paths.dashboards, { onTrouble, now });
  const desks = openDesks({ engine, paths, link, troubles, settings, screen });
  return { log, link, troubles, screen, engine, events, settings, alerts, dashboards, trayValues, ...desks };
}

/** The window, and what has to do with somebody looking at it or leaving it. */
function createShell({ paths, page, isDevelopment }: Program, core: ReturnType<typeof createCore>) {
  const { log, link, screen, engine, recordings, settings, alerts, deployments, exports, trayValues } = core;
  const words = () => wordsOf(settings.language);
  const tray = new AppTray({ words, values: trayValues, open: () => window.raise(), quit: () => app.quit() });
  const window: AppWindow = new AppWindow({
    url: page.url,
    preload: paths.preload,
    stateFile: paths.windowState,
    isDevelopment,
    words,
    closesToTray: () => tray.isShown,
    log,
    onPageGone: () => [link, screen].forEach((each) => each.close()),
    onVisible: (isVisible) => [link, screen].forEach((each) => (isVisible ? each.resume() : each.pause())),
    quit: () => app.quit(),
  });
  applySettings(settings, { app, theme: nativeTheme, window, tray, recordings });
  void lookForTray((isThere) => settings.trayFound(isThere));
  const budget = new SensorBudget({
    sensors: () => engine.sensors(),
    thin: (level) => engine.thin(level),
    limitPercent: () => settings.settings.budget,
    monotonic: () => systemClock.monotonic(),
  });
  const costs = new CostWatch({
    meter: appCostMeter(app),
    budget,
    isVisible: () => window.isVisible,
    onCost: (cost) => link.tell('costChanged', cost),
  });
  const shutdown = new Shutdown({
    steps: [
      { name: 'window', close: () => window.saveState() },
      { name: 'alerts', close: () => alerts.close() },
      { name: 'deployments', close: () => deployments.close() },
      { name: 'cost', close: () => costs.close() },
      { name: 'recording', close: () => recordings.stop() },
      { name: 'engine', close: () => Promise.all([core.events.close(), engine.close()]) },
      { name: 'export', close: () => exports.cancel() },
      { name: 'charts', close: () => screen.keep() },
    ],
    exit: (code) =>
      void endProcess(
        () => app.exit(code),
        () => void endByForce(app, BrowserWindow.getAllWindows(), killProcess),
      ),
    log,
  });
  return { window, costs, shutdown };
}
