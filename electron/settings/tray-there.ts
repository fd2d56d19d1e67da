import { execFile } from 'node:child_process';

/** A desktop that takes longer to answer has no tray to speak of. */
const ANSWER_MS = 2_000;

/** Whether the desktop shows tray icons. On Linux only those that answer for it do; elsewhere all. */
export function isTrayThere(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return Promise.resolve(true);
  const question = ['--user', '--timeout=2', 'status', 'org.kde.StatusNotifierWatcher'];
  return new Promise((resolve) => {
    execFile('busctl', question, { timeout: ANSWER_MS }, (error) => resolve(error === null));
  });
}
