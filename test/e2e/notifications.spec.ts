import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { ruleDocument } from '../../electron/alerts/rule-document.ts';
import type { AlertRule } from '../../electron/ipc/alerts.ts';
import { Desktop } from './support/desktop.ts';
import { expect, goTo, shareMillrace, test } from './support/millrace.ts';

test.skip(process.platform !== 'linux', 'the desktop of this test is one of Linux');

const LEVEL = 100;

/** A sensor that a test can move: how many UDP sockets there are, of which machines have a few. */
const SOCKETS: AlertRule = {
  name: 'Many sockets',
  metric: 'system.network.sockets',
  entity: 'udp',
  comparison: 'over',
  level: LEVEL,
  clear: LEVEL,
  // Long enough that a slow machine, too, shows that it waits.
  forSeconds: 4,
};
const RULES: Readonly<Record<string, string>> = {
  sockets: ruleDocument(SOCKETS),
  nobody: ruleDocument({ ...SOCKETS, name: 'Of nobody', metric: 'system.memory.usage', entity: 'nothing like it' }),
  gone: ruleDocument({ ...SOCKETS, name: 'Gone' }).replace(
    /sensors: \{.*\}/,
    'sensors: { type: recording, path: recordings/not-there }',
  ),
  hot: ruleDocument({ ...SOCKETS, name: 'Hot', metric: 'hw.temperature', entity: 'package', level: 85, clear: 70 }),
};

let desktop: Desktop;
const shared = shareMillrace(
  (data) => {
    mkdirSync(path.join(data, 'pipelines'));
    for (const [id, text] of Object.entries(RULES)) writeFileSync(path.join(data, 'pipelines', `${id}.yaml`), text);
    // As if they had run when the app was left.
    writeFileSync(path.join(data, 'running.json'), JSON.stringify(Object.keys(RULES)));
  },
  async () => (desktop = await Desktop.open()),
);

const ruleOf = (page: Page, name: string): Locator =>
  page
    .getByRole('list', { name: 'Rules' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name, exact: true }) });
const told = (page: Page): Locator => page.getByRole('table', { name: 'What was told' }).getByRole('row');
const titles = (): string[] => desktop.shown.map(({ title }) => title);

/** Opens more sockets than the level; gives what closes them. */
async function openSockets(): Promise<() => Promise<unknown>> {
  const sockets = Array.from({ length: LEVEL + 50 }, () => createSocket('udp4').bind(0, '127.0.0.1'));
  await Promise.all(sockets.map((socket) => once(socket, 'listening')));
  const close = (socket: Socket): Promise<unknown> => {
    const closed = once(socket, 'close');
    socket.close();
    return closed;
  };
  return () => Promise.all(sockets.map(close));
}

/** Makes a rule that fires at its first readings: of several sensors, for each of which a machine has some memory. */
async function makeRule(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New alert' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('combobox', { name: 'Metric' }).selectOption('system.memory.usage');
  await page.getByRole('spinbutton', { name: 'Level' }).fill('0.001');
  await page.getByRole('spinbutton', { name: 'Well again at' }).fill('0');
  await page.getByRole('spinbutton', { name: 'For seconds' }).fill('0');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(ruleOf(page, name)).toContainText(/used.*alerting/, { timeout: 15_000 });
}

test('a rule goes from normal over pending, alerting and recovering to normal, and tells once within ten minutes', async () => {
  const { page } = shared();
  await goTo(page, 'Alerts');
  const rule = ruleOf(page, SOCKETS.name);
  await expect(rule).toContainText(/udp.*normal/, { timeout: 15_000 });
  const close = await openSockets();
  await expect(rule).toContainText(/^pending/);
  await expect(rule).toContainText(/^alerting/, { timeout: 15_000 });
  await expect.poll(titles).toEqual([SOCKETS.name]);
  expect(desktop.shown[0]!.body).toMatch(/^udp: 1[5-9]\d$/);
  await close();
  await expect(rule).toContainText(/^recovering/);
  await expect(rule).toContainText(/^normal/, { timeout: 10_000 });
  await expect(told(page).nth(1)).toContainText(/udp · well again/);
  const closeAgain = await openSockets();
  await expect(told(page).nth(1)).toContainText(/udp · fired.*again within ten minutes, not notified/, {
    timeout: 20_000,
  });
  await closeAgain();
});

test('a test is shown at once, and a click on it brings the window back', async () => {
  const { app, page } = shared();
  await goTo(page, 'Alerts');
  await page.getByRole('button', { name: 'Test Hot', exact: true }).click();
  await expect.poll(titles).toEqual([SOCKETS.name, 'Hot']);
  // A person may click on it long after, when what nothing in the program holds any more is gone.
  await app.evaluate(() => (globalThis as unknown as { gc: () => void }).gc());
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide());
  desktop.click(desktop.shown[1]!);
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible()))
    .toBe(true);
});

test('what fires at once is one notification that names each', async () => {
  const { page } = shared();
  await goTo(page, 'Alerts');
  await makeRule(page, 'Together');
  await expect.poll(() => desktop.shown.length).toBe(3);
  const { title, body } = desktop.shown[2]!;
  const lines = body.split('\n');
  expect(title).toBe(`${lines.length} alerts`);
  expect(lines).toContainEqual(expect.stringMatching(/^Together, used: [\d.]+ [KMG]iB$/));
  expect(lines).toContainEqual(expect.stringMatching(/^Together, free: [\d.]+ [KMG]iB$/));
});

test('while all are mute nobody is notified, what fires is noted as mute, and all tell again at a press', async () => {
  const { page } = shared();
  await goTo(page, 'Alerts');
  const before = titles();
  await page.getByRole('button', { name: 'Mute all for an hour' }).click();
  await expect(page.getByRole('main')).toContainText(/All of them: mute until \d\d:\d\d/);
  await makeRule(page, 'Quiet');
  await expect(told(page).filter({ hasText: 'Quiet' }).first()).toContainText(/fired.*mute, not notified/);
  await page.getByRole('button', { name: 'Let all tell again' }).click();
  await expect(page.getByRole('main')).not.toContainText('mute until');
  await makeRule(page, 'Loud');
  await expect(told(page).filter({ hasText: 'Loud' }).first()).toContainText(/fired.*shown/);
  await expect.poll(titles).toEqual([...before, expect.stringMatching(/^\d+ alerts$/)]);
  expect(desktop.shown.at(-1)!.body).not.toContain('Quiet');
});

test('a recording that is replayed through a rule is marked so, and notifies nobody', async () => {
  const { page } = shared();
  await goTo(page, 'Alerts');
  const before = titles();
  await page.getByRole('button', { name: 'New alert' }).click();
  await page.getByRole('button', { name: 'Open a sample recording' }).click();
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('Infinity');
  await page.getByRole('combobox', { name: 'Replay through' }).selectOption('Hot');
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page).toHaveURL(/#\/pipelines\//);
  await expect(page.getByRole('main')).toContainText('finished');
  await goTo(page, 'Alerts');
  const fired = told(page).filter({ hasText: /Hot: .*package · fired/ });
  await expect(fired.first()).toContainText('replay, not notified');
  await expect(page.getByRole('list', { name: 'Rules' })).toContainText('replay: notifies never');
  // What comes after it is the next that is shown.
  await makeRule(page, 'After the replay');
  await expect.poll(titles).toEqual([...before, expect.stringMatching(/^\d+ alerts$/)]);
  expect(desktop.shown.at(-1)!.body).not.toContain('Hot');
});

test('a rule without readings says so, and one that cannot run that and why', async () => {
  const { page } = shared();
  await goTo(page, 'Alerts');
  await expect(ruleOf(page, 'Of nobody')).toContainText(/^no data/, { timeout: 20_000 });
  await expect(ruleOf(page, 'Gone')).toContainText(/^error/);
  await expect(ruleOf(page, 'Gone')).toContainText('not-there');
});

test('where the desktop shows none, the test of a rule says so, and the page, until it does again', async () => {
  const { page } = shared();
  await goTo(page, 'Alerts');
  const before = titles();
  const none = 'This desktop shows no notifications';
  await expect(page.getByRole('main')).not.toContainText(none);
  await desktop.notifies(false);
  await page.getByRole('button', { name: 'Test Hot', exact: true }).click();
  const trouble = page.locator('[role=alert] > div').filter({ hasText: 'this desktop shows no notifications' });
  await trouble.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('main')).toContainText(none);
  await makeRule(page, 'Unseen');
  await expect(told(page).filter({ hasText: 'Unseen' }).first()).toContainText(/fired.*this desktop showed none/);
  await desktop.notifies(true);
  await page.getByRole('button', { name: 'Test Hot', exact: true }).click();
  await expect.poll(titles).toEqual([...before, 'Hot']);
  await expect(page.getByRole('main')).not.toContainText(none);
});
