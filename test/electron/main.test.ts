import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { afterAll, beforeAll, test, vi } from 'vitest';
import { requestNames } from '../../electron/ipc/names.ts';
import * as electron from './fake-electron.ts';

vi.mock('electron', () => electron);

const { calls, given, windows } = electron;
const data = mkdtempSync(path.join(tmpdir(), 'app-'));

beforeAll(async () => {
  electron.setUserData(data);
  await import('../../electron/main.ts');
  await vi.waitFor(() => ok(0 < given.loaded.length));
});
afterAll(() => {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP', 'uncaughtException', 'unhandledRejection'])
    process.removeAllListeners(name);
  rmSync(data, { recursive: true, force: true });
});

test('the scheme and the sandbox are asked for before the app is ready', () => {
  deepEqual(calls.slice(0, 3), [
    'protocol.privileged [{"scheme":"app","privileges":{"standard":true,"secure":true,"supportFetchAPI":true}}]',
    'app.enableSandbox',
    'app.whenReady',
  ]);
});

test('the page has no Node, no web views, no developer tools and no spelling service', () => {
  const { preload, ...preferences } = given.windows[0]!.webPreferences;
  equal(preload, path.join(data, 'out', 'preload', 'preload.cjs'));
  deepEqual(preferences, {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    disableBlinkFeatures: 'Auxclick',
    devTools: false,
  });
});

test('the window is shown when there is something in it, over the theme’s own background', () => {
  const { show, backgroundColor, minWidth, minHeight } = given.windows[0]!;
  deepEqual(
    { show, backgroundColor, minWidth, minHeight },
    {
      show: false,
      backgroundColor: '#0f1318',
      minWidth: 960,
      minHeight: 600,
    },
  );
  deepEqual(given.loaded, ['app://millrace/index.html']);
});

test('the page goes nowhere, opens nothing and embeds nothing', () => {
  const names = ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'];
  const prevented: string[] = [];
  for (const name of names) windows[0]!.webContents.emit(name, { preventDefault: () => prevented.push(name) });
  deepEqual(prevented, names);
  deepEqual(given.contents.get('open')!(), { action: 'deny' });
});

test('no permission and no device is granted', () => {
  let answer: unknown;
  const request = given.session.get('permission request') as unknown as (
    contents: unknown,
    permission: string,
    answer: (allowed: boolean) => void,
  ) => void;
  request({}, 'media', (allowed) => (answer = allowed));
  deepEqual(
    [answer, given.session.get('permission check')!(), given.session.get('device permission')!()],
    [false, false, false],
  );
});

test('no request leaves the app’s own origin', () => {
  const before = given.session.get('before request') as unknown as (
    details: { url: string },
    answer: (reply: { cancel: boolean }) => void,
  ) => void;
  const cancelled = (url: string): boolean => {
    let reply = { cancel: false };
    before({ url }, (each) => (reply = each));
    return reply.cancel;
  };
  deepEqual(
    [
      'app://millrace/assets/index.js',
      'app://millrace.evil/',
      'https://example.org/',
      'http://127.0.0.1:5199/',
      'ws://127.0.0.1/',
      'file:///etc/passwd',
      'ftp://example.org/',
      'devtools://devtools/',
      'chrome://gpu/',
    ].map(cancelled),
    [false, true, true, true, true, true, true, true, true],
  );
});

test('a request is answered to the window’s main frame on a page of the app only', async () => {
  deepEqual([...given.requests.keys()].sort(), [...requestNames].sort());
  const list = given.requests.get('listRecordings')!;
  const sender = windows[0]!.webContents;
  const from = (url: string, parent: unknown = null) => list({ sender, senderFrame: { url, parent } });
  deepEqual(await from('app://millrace/index.html'), { ok: true, value: [] });
  for (const reply of [await from('https://example.org/'), await from('app://millrace/index.html', {})])
    equal((reply as { ok: boolean }).ok, false);
});

test('the first start has a pipeline, and the page begins with its charts', async () => {
  deepEqual(readdirSync(path.join(data, 'pipelines')), ['system-health.yaml']);
  const event = { sender: windows[0]!.webContents, senderFrame: { url: 'app://millrace/', parent: null } };
  const reply = (await given.requests.get('openPage')!(event)) as {
    value: { charts: { title: string }[]; pipelines: { name: string; state: { kind: string; fault?: object } }[] };
  };
  deepEqual(
    reply.value.charts.map(({ title }) => title),
    ['CPU', 'Temperature', 'Memory', 'Disk I/O', 'Disk busy', 'Network'],
  );
  deepEqual(
    reply.value.pipelines.map(({ name }) => name),
    ['System health'],
  );
});

test('a second start raises the window, also from where it is minimised', () => {
  calls.length = 0;
  windows[0]!.isMinimized = () => true;
  electron.app.emit('second-instance');
  deepEqual(calls, ['window.restore', 'window.show', 'window.focus']);
});

test('a page that is gone is loaded again, three times within a minute', async () => {
  given.loaded.length = 0;
  for (let i = 0; i < 3; i++)
    windows[0]!.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  await vi.waitFor(() => equal(given.loaded.length, 3));
});

test('an error that nobody expected is logged and told, and the app lives', async () => {
  windows[0]!.webContents.sent.length = 0;
  process.listeners('uncaughtException').at(-1)!(new Error('a bug'), 'uncaughtException');
  await vi.waitFor(() => {
    ok(existsSync(path.join(data, 'logs', 'millrace.log')));
  });
  ok(!calls.some((call) => call.startsWith('app.exit')));
});

test('quitting closes everything first, once', async () => {
  calls.length = 0;
  let prevented = 0;
  for (let i = 0; i < 2; i++) electron.app.emit('before-quit', { preventDefault: () => prevented++ });
  await vi.waitFor(() => ok(calls.some((call) => call.startsWith('app.exit'))), { timeout: 4_000 });
  deepEqual([prevented, calls.filter((call) => call.startsWith('app.exit'))], [2, ['app.exit 0']]);
  ok(existsSync(path.join(data, 'window-state.json')));
});
