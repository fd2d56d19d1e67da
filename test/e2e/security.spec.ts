import type { Bridge } from '../../electron/ipc/contract.ts';
import { expect, goTo, test } from './support/millrace.ts';

declare global {
  interface Window {
    violations?: string[];
    readonly bridge: Bridge;
  }
}

test('no page breaks the content security policy', async ({ millrace: { page } }) => {
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      window.violations!.push(`${violatedDirective} ${blockedURI}`);
    });
  });
  await page.reload();
  await expect(page.getByRole('region', { name: 'Memory' })).toContainText(/\d\s*[KMG]iB/);
  await goTo(page, 'Pipelines');
  await goTo(page, 'Recordings');
  await goTo(page, 'Dashboard');
  expect(await page.evaluate(() => window.violations)).toEqual([]);
});

test('the page has one bridge, and neither Node nor Electron', async ({ millrace: { page } }) => {
  const found = await page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
    bridge: Object.keys(window.bridge).sort(),
    origin: location.origin,
  }));
  expect(found).toEqual({ globals: [], bridge: ['listen', 'request'], origin: 'app://millrace' });
});

test('the bridge knows only the names of the contract', async ({ millrace: { page } }) => {
  const outcome = await page.evaluate(async () => {
    const bridge = window.bridge as unknown as {
      request(name: string): Promise<unknown>;
      listen(name: string, listener: () => void): void;
    };
    const asked = await bridge.request('ELECTRON_BROWSER_REQUIRE').catch((error: Error) => error.message);
    try {
      bridge.listen('anything', () => undefined);
      return [asked, 'listens'];
    } catch (error) {
      return [asked, (error as Error).message];
    }
  });
  expect(outcome).toEqual(['no such request', 'no such notice']);
});

test('the page reaches no network, no file and no code from text', async ({ millrace: { page } }) => {
  const outcome = await page.evaluate(async () => {
    const tried = async (work: () => unknown): Promise<boolean> => {
      try {
        await work();
        return true;
      } catch {
        return false;
      }
    };
    // Not in this turn: what a debugger asks for may evaluate text, what a page does may not.
    const evaluates = (): Promise<boolean> =>
      new Promise((resolve) => {
        setTimeout(() => resolve(tried(() => (0, window.eval)('1'))));
      });
    const status = async (path: string): Promise<number> => (await fetch(path)).status;
    return {
      https: await tried(() => fetch('https://example.org/')),
      loopback: await tried(() => fetch('http://127.0.0.1:1/')),
      file: await tried(() => fetch('file:///etc/passwd')),
      evaluated: await evaluates(),
      opened: window.open('https://example.org/') !== null,
      manifest: await status('/package.json'),
      escaped: await status('/..%2f..%2fpackage.json'),
      page: await status('/index.html'),
    };
  });
  expect(outcome).toEqual({
    https: false,
    loopback: false,
    file: false,
    evaluated: false,
    opened: false,
    manifest: 404,
    escaped: 404,
    page: 200,
  });
});

test('the window goes nowhere else, and its page goes on as before', async ({ millrace: { app } }) => {
  // Not through Playwright: it would wait for the navigation that never comes.
  const outcome = await app.evaluate(async ({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    const refused = new Promise<void>((resolve) => webContents.once('did-stop-loading', () => resolve()));
    await webContents.executeJavaScript("location.href = 'https://example.org/'; 0");
    await refused;
    const frame =
      "new Promise((resolve) => { const stop = bridge.listen('frame', () => { stop(); resolve('drawing') }) })";
    return [webContents.getURL(), (await webContents.executeJavaScript(frame)) as string];
  });
  expect(outcome).toEqual(['app://millrace/index.html', 'drawing']);
});
