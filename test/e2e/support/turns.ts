import type fs from 'node:fs';
import type { ElectronApplication, Page } from '@playwright/test';

/** What kept the two threads that a person waits for busy. */
export interface Turns {
  /** The most processor time that the main thread of the main process took within 5 ms of its own clock, in ms. */
  readonly mainRanMs: number;
  /** How late it was at most, which other programs have a part in. */
  readonly mainLateMs: number;
  /** The longest task of the page. */
  readonly pageMs: number;
}

interface Watch {
  ranMs: number;
  lateMs: number;
  timer: NodeJS.Timeout;
}

declare global {
  // Playwright's functions run in the app, where this is all that they share.
  var turns: Watch | undefined;
  var longest: number | undefined;
}

/** Watches the threads until the returned function is called. Needs Linux. */
export async function watchTurns(app: ElectronApplication, page: Page): Promise<() => Promise<Turns>> {
  await app.evaluate(() => {
    const { readFileSync } = process.mainModule!.require('node:fs') as typeof fs;
    // Of this thread alone: other threads of the process may be as busy as they like.
    const ran = (): number =>
      Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
    let [before, at] = [ran(), performance.now()];
    const watch: Watch = { ranMs: 0, lateMs: 0, timer: setInterval(look, 5) };
    function look(): void {
      const [now, time] = [ran(), performance.now()];
      watch.ranMs = Math.max(watch.ranMs, now - before);
      watch.lateMs = Math.max(watch.lateMs, time - at - 5);
      [before, at] = [now, time];
    }
    globalThis.turns = watch;
  });
  await page.evaluate(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest ?? 0, duration);
    }).observe({ type: 'longtask' });
  });
  return async () => {
    const { ranMs, lateMs } = await app.evaluate(() => {
      clearInterval(globalThis.turns!.timer);
      return { ranMs: globalThis.turns!.ranMs, lateMs: globalThis.turns!.lateMs };
    });
    return { mainRanMs: ranMs, mainLateMs: lateMs, pageMs: await page.evaluate(() => globalThis.longest ?? 0) };
  };
}
