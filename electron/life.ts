import type { App, PowerMonitor } from 'electron';
import { traceOf, type Log } from './log.ts';
import type { Shutdown } from './shutdown.ts';
import { USAGE } from './usage.ts';

export interface LifeParts {
  readonly app: App;
  readonly process: NodeJS.Process;
  readonly powerMonitor: PowerMonitor;
  readonly shutdown: Shutdown;
  readonly window: { raise(): void; readonly isAway: boolean };
  readonly log: Log;
  /** Hears of every error that nothing else has caught. */
  readonly onUnexpected: (error: unknown) => void;
}

/** Every way in which the app is asked to end leads to one graceful end; an error nobody expected ends nothing. */
export function followLife({ app, process, powerMonitor, shutdown, window, log, onUnexpected }: LifeParts): void {
  app.on('before-quit', (event) => {
    event.preventDefault();
    void shutdown.begin();
  });
  app.on('window-all-closed', () => {
    if (!window.isAway && process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => window.raise());
  app.on('second-instance', () => window.raise());
  app.on('child-process-gone', (_event, { type, reason }) => log('error', `process ${type} is gone (${reason})`));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => shutdown.signal(signal));
  (powerMonitor as NodeJS.EventEmitter).on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    app.quit();
  });
  process.on('uncaughtException', onUnexpected);
  process.on('unhandledRejection', onUnexpected);
}

/** How long windows that were destroyed have to vanish from the screen. */
const VANISH_MS = 100;

/**
 * Ends the app while a thread of it waits inside the kernel and cannot be ended. The process may stay until that thread comes back, but nothing of
 * it stays on the screen, runs on, or keeps the next start away.
 */
export async function endByForce(
  app: Pick<App, 'getAppMetrics' | 'releaseSingleInstanceLock'>,
  windows: readonly { destroy(): void }[],
  kill: (pid: number) => void,
): Promise<void> {
  app.releaseSingleInstanceLock();
  for (const window of windows) window.destroy();
  await new Promise((resolve) => setTimeout(resolve, VANISH_MS));
  const children = app.getAppMetrics().filter(({ pid }) => pid !== process.pid);
  for (const { pid } of children) kill(pid);
  kill(process.pid);
}

/** Ends a process at once; one that has ended already is fine. */
export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended between being listed and now.
  }
}

/** Another Millrace of this user is running and has been told to show its window: this one ends. */
export function refuseSecondStart(app: App): void {
  const isTour = app.commandLine.hasSwitch('tour');
  if (isTour) process.stdout.write('The tour failed: Millrace is running already; quit it first\n');
  app.exit(isTour ? 1 : 0);
}

/** A person wants to know what can be said to the app, and not its window. */
export function endWithHelp(app: App): void {
  process.stdout.write(USAGE);
  app.exit(0);
}

/** Without what the start makes there is no app: says why on standard error and ends. */
export function failToStart(error: unknown): void {
  process.stderr.write(`Millrace cannot start: ${traceOf(error)}\n`);
  process.exit(1);
}
