import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, goTo, launch, readOnlyRecording, startRecording, test, type Millrace } from './support/millrace.ts';

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

test('a window that nobody sees gives its page up, records on, and has it back with its charts', async ({ data }) => {
  test.setTimeout(60_000);
  const millrace = await launch(data);
  const { app, page } = millrace;
  await startRecording(page);
  await goTo(page, 'Recordings');
  const pages = (): Promise<number> =>
    app.evaluate(({ app: own }) => own.getAppMetrics().filter(({ type }) => type === 'Tab').length);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide());
  await expect.poll(pages, { timeout: 30_000 }).toBe(0);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.show());
  await expect.poll(() => textOf(millrace), { timeout: 4_000, intervals: [100] }).toContain('recording');
  await app.close();
  const { manifest, rows } = readOnlyRecording(millrace.recordings);
  expect(manifest).toMatchObject({ state: 'complete', rows });
  expect(rows).toBeGreaterThan(100);
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
  await first.app.close();
  const second = await launch(data);
  expect(await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getNormalBounds())).toEqual(
    bounds,
  );
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
  const told = await page.getByRole('main').innerText();
  expect(told.split('\n').filter((line) => /mine\.yaml:\d+:\d+: \S/.test(line))).toHaveLength(5);
  expect(told).toContain('unknown key "intervall", did you mean "interval"?');
  await app.close();
});
