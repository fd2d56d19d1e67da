import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import {
  expect,
  goTo,
  launch,
  readOnlyRecording,
  startRecording,
  test,
  windowBounds,
  type Millrace,
} from './support/millrace.ts';

const FIVE_MISTAKES = path.resolve(import.meta.dirname, '../contract/documents/bad/five-mistakes.yaml');

/** What a page shows that Playwright itself has lost sight of; empty while there is none. */
function textOf({ app }: Millrace): Promise<string> {
  return app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents;
    // A script that is sent to a page just being replaced is never answered.
    const unanswered = new Promise<string>((resolve) => setTimeout(() => resolve(''), 300));
    return Promise.race([unanswered, contents.executeJavaScript('document.body.innerText') as Promise<string>]);
  });
}

test('a page whose process was killed comes back within two seconds, and the recording goes on', async ({ data }) => {
  const millrace = await launch(data);
  await startRecording(millrace.page);
  await millrace.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer(),
  );
  await expect.poll(() => textOf(millrace), { timeout: 4_000, intervals: [100] }).toContain('Stop recording');
  await millrace.app.close();
  const { manifest, rows } = readOnlyRecording(millrace.recordings);
  expect(manifest).toMatchObject({ state: 'complete', rows });
});

test('a window that is hidden is gone after a while, everything else goes on, and it comes back as it was', async ({
  data,
}) => {
  test.setTimeout(90_000);
  const millrace = await launch(data);
  const { app, page } = millrace;
  const windows = (): Promise<number> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  const bounds = { x: 40, y: 60, width: 1_100, height: 640 };
  await app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]!.setBounds(to), bounds);
  await startRecording(page);
  await page.getByRole('button', { name: '15 min' }).click();
  await page.getByRole('button', { name: 'Edit layout' }).click();
  const main = page.getByRole('main');
  await main.evaluate((element) => (element.scrollTop = 60));
  const scrolled = await main.evaluate(({ scrollTop }) => scrollTop);
  await app.evaluate(({ BrowserWindow, app: own }) => {
    const shown: string[] = [];
    Object.assign(own, { shown });
    own.on('browser-window-created', (_event, window) =>
      window.once('show', () => {
        void window.webContents.capturePage().then((picture) => {
          const pixels = picture.toBitmap();
          const counts = new Map<number, number>();
          for (let i = 0; i < pixels.length; i += 4) {
            const colour = pixels.readUInt32LE(i) & 0xffffff;
            counts.set(colour, (counts.get(colour) ?? 0) + 1);
          }
          const [[commonest] = [0xffffff]] = [...counts].sort(([, left], [, right]) => right - left);
          shown.push(commonest.toString(16));
        });
      }),
    );
    BrowserWindow.getAllWindows()[0]!.hide();
  });
  await expect.poll(windows, { timeout: 30_000 }).toBe(0);
  const pages = (): Promise<number> =>
    app.evaluate(({ app: own }) => own.getAppMetrics().filter(({ type }) => type === 'Tab').length);
  // The process of its page ends a moment after it.
  await expect.poll(pages).toBe(0);
  // What a click on its icon does on a Mac, and a second start everywhere.
  const [again] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(({ app: own }) => void own.emit('activate')),
  ]);
  await expect(again.getByRole('button', { name: '15 min' })).toHaveAttribute('aria-pressed', 'true');
  await expect(again.getByRole('button', { name: /^Stop recording/ })).toBeVisible();
  await expect(again.getByRole('region', { name: 'CPU' })).toContainText(/\d\s*%/);
  await expect(again.getByRole('button', { name: 'Add tile' })).toBeVisible();
  await expect.poll(() => again.getByRole('main').evaluate(({ scrollTop }) => scrollTop)).toBe(scrolled);
  await expect.poll(() => windowBounds(app)).toEqual(bounds);
  await expect
    .poll(() => app.evaluate(({ app: own }) => (own as unknown as { shown: string[] }).shown))
    .toHaveLength(1);
  // What is shown first has the colour of the page: there is no white flash.
  const [colour] = await app.evaluate(({ app: own }) => (own as unknown as { shown: string[] }).shown);
  expect(['f5f7f9', 'f1318']).toContain(colour);
  await app.close();
  const { manifest, rows } = readOnlyRecording(millrace.recordings);
  expect(manifest).toMatchObject({ state: 'complete', rows });
  expect(rows).toBeGreaterThan(200);
});

test('a window that comes back shows the page that it went with', async ({ data }) => {
  test.setTimeout(60_000);
  const { app, page } = await launch(data);
  await goTo(page, 'Pipelines');
  await page.getByRole('link', { name: /System health/ }).click();
  await expect(page).toHaveURL(/#.*system-health/);
  const before = new URL(page.url()).hash;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide());
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length), { timeout: 30_000 })
    .toBe(0);
  const [again] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(({ app: own }) => void own.emit('activate')),
  ]);
  await expect(again.getByRole('heading', { level: 1, name: 'Pipelines' })).toBeVisible();
  await expect.poll(() => new URL(again.url()).hash).toBe(before);
  await app.close();
});

test('a second start shows the first one’s window and ends', async ({ millrace: { app, data } }) => {
  const isVisible = (): Promise<boolean> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible());
  // A window that is hidden before it was ever shown would show itself.
  await expect.poll(isVisible).toBe(true);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide());
  const [program, ...args] = app.process().spawnargs;
  const own = args.filter((arg) => !/^--(inspect|remote-debugging)|^-r$|loader/.test(arg));
  const second = spawn(program!, own, { stdio: 'ignore' });
  expect(own).toContain(`--user-data-dir=${data}`);
  expect((await once(second, 'exit'))[0]).toBe(0);
  await expect.poll(isVisible).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('asked for help, the app says what can be said to it and shows no window', async ({ millrace: { app } }) => {
  const [program, ...args] = app.process().spawnargs;
  const own = args.filter((arg) => !/^--(inspect|remote-debugging)|^-r$|loader/.test(arg));
  const asked = spawn(program!, [...own, '--help'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  asked.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  expect((await once(asked, 'close'))[0]).toBe(0);
  expect(said).toContain('--user-data-dir=FOLDER');
});

test('the window comes back where it was', async ({ data }) => {
  const bounds = { x: 40, y: 60, width: 1_100, height: 700 };
  const first = await launch(data);
  await first.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]!.setBounds(to), bounds);
  // The desktop moves it when it comes to it.
  await expect.poll(() => windowBounds(first.app)).toEqual(bounds);
  await first.app.close();
  const second = await launch(data);
  await expect.poll(() => windowBounds(second.app)).toEqual(bounds);
  await second.app.close();
});

test('a document with five mistakes is a failed pipeline with a line for each, and the others run', async ({
  data,
}) => {
  mkdirSync(path.join(data, 'pipelines'));
  cpSync(FIVE_MISTAKES, path.join(data, 'pipelines', 'mine.yaml'));
  const { app, page } = await launch(data);
  await expect(page.getByRole('region', { name: 'Memory' })).toContainText(/\d\s*[KMG]iB/);
  await goTo(page, 'Pipelines');
  await page.getByRole('link', { name: /mine/ }).click();
  await expect(page.getByRole('main')).toContainText('unknown key "intervall", did you mean "interval"?');
  const told = await page.getByRole('main').innerText();
  expect(told.split('\n').filter((line) => /mine\.yaml:\d+:\d+: \S/.test(line))).toHaveLength(5);
  await app.close();
});
