import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** A desktop that takes longer to answer has no tray to speak of. */
const ANSWER_MS = 2_000;

/** Whether the desktop shows tray icons. On Linux only those that answer for it do; elsewhere all. */
function isTrayThere(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return Promise.resolve(true);
  const question = ['--user', '--timeout=2', 'status', 'org.kde.StatusNotifierWatcher'];
  return new Promise((resolve) => {
    execFile('busctl', question, { timeout: ANSWER_MS }, (error) => resolve(error === null));
  });
}

/** When it is asked again: what is started at login may be there before the panel of the desktop is. */
const AGAIN_MS = [3_000, 10_000, 30_000, 120_000];

export interface TrayLook {
  readonly ask: () => Promise<boolean>;
  readonly wait: (ms: number) => Promise<void>;
}

const look: TrayLook = {
  ask: () => isTrayThere(process.platform),
  // A program that ends does not wait for it.
  wait: (ms) => delay(ms, undefined, { ref: false }),
};

/** Looks for the tray of the desktop, for some minutes where there is none at first; `onFound` hears the first answer, and that there is one after all. */
export async function lookForTray(onFound: (isThere: boolean) => void, { ask, wait } = look): Promise<void> {
  let isThere = await ask();
  onFound(isThere);
  for (const ms of AGAIN_MS) {
    if (isThere) return;
    await wait(ms);
    isThere = await ask();
    if (isThere) onFound(true);
  }
}
