import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import type { AlertStatus, PageStart, TileKind } from '../../electron/ipc/contract.ts';
import { NEW_ALERT, NO_ALERTS } from './support/made-up-alerts.ts';
import { expect, test } from './support/page-test.ts';

const BUSY = rule('busy', { metric: 'system.cpu.utilization', level: 0.9, clear: 0.5 });
const BUSIER = rule('busier', { metric: 'system.cpu.utilization', entity: 'total', level: 0.95, clear: 0.5 });
const WRITES = rule('writes', { metric: 'system.disk.io.write', level: 2.5e8, clear: 0 });
const FAR = rule('far', { metric: 'system.network.io.receive', level: 9e9, clear: 0 });

function rule(id: string, more: Partial<AlertStatus['rule']>): AlertStatus {
  const { metric = '', ...rest } = more;
  const plain = { name: id, metric, entity: null, comparison: 'over', level: 0, clear: 0, forSeconds: 10 } as const;
  return { ...NEW_ALERT, id, rule: { ...plain, ...rest } };
}

function alertsOf(...alerts: AlertStatus[]): PageStart['alerts'] {
  const rates = ['system.disk.io.write', 'system.network.io.receive'].map((metric) => ({ metric, unit: 'By/s' }));
  return { ...NO_ALERTS, metrics: [...NO_ALERTS.metrics, ...rates], alerts };
}

type Role = 'group' | 'img' | 'table';

const chart = (page: Page, name: RegExp): Locator => page.getByRole('application', { name });

/** How many pixels of a chart have the colour of what is critical. */
function redPixels(plot: Locator): Promise<number> {
  return plot
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const colour = getComputedStyle(document.documentElement).getPropertyValue('--critical');
      const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
      // Of a copy: a canvas that is read often is held elsewhere by the browser from then on.
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })!;
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let i = 0; i < data.length; i += 4)
        if (data[i] === red && data[i + 1] === green && data[i + 2] === blue) count++;
      return count;
    });
}

test('a chart of what a rule watches has the line from where on it fires, and says so; others have none', async ({
  open,
}) => {
  const page = await open({ alerts: alertsOf(BUSY, BUSIER, WRITES, FAR) });
  await expect(chart(page, /^CPU: .*; alert over 95\s%; alert over 90\s%$/)).toBeVisible();
  await expect(chart(page, /^Disk I\/O: .*; alert write over 250\sMB\/s$/)).toBeVisible();
  await expect(chart(page, /^Memory: latest/)).not.toHaveAccessibleName(/alert/);
  await expect.poll(() => redPixels(chart(page, /^CPU/))).toBeGreaterThan(300);
  await expect.poll(() => redPixels(chart(page, /^Disk I\/O/))).toBeGreaterThan(100);
  expect(await redPixels(chart(page, /^Memory/))).toBe(0);
  await page.screenshot({ path: 'out/screenshots/limits.png' });
  // One that is far above the readings is told, and does not squash them.
  await expect(chart(page, /^Network: .*; alert receive over 9\.?0?\sGB\/s$/)).toBeVisible();
  expect(await redPixels(chart(page, /^Network/))).toBe(0);
});

test('a line follows its rule at once: another level, mute, off, and gone', async ({ open }) => {
  const page = await open({ alerts: alertsOf(BUSY) });
  const tell = (...alerts: AlertStatus[]): Promise<void> =>
    page.evaluate(
      (changed) =>
        window.fake.tell('alertsChanged', {
          order: changed.map(({ id }) => id),
          changed,
          mutedUntil: null,
          canNotify: true,
        }),
      alerts,
    );
  await expect.poll(() => redPixels(chart(page, /^CPU/))).toBeGreaterThan(100);
  await tell({ ...BUSY, rule: { ...BUSY.rule, level: 0.8 } });
  await expect(chart(page, /^CPU: .*; alert over 80\s%$/)).toBeVisible();
  await tell({ ...BUSY, mutedUntil: 'restart' });
  await expect(chart(page, /^CPU: .*; alert over 90\s%, mute$/)).toBeVisible();
  await expect.poll(() => redPixels(chart(page, /^CPU/))).toBe(0);
  await tell({ ...BUSY, state: 'off' });
  await expect(chart(page, /^CPU: /)).not.toHaveAccessibleName(/alert/);
  await tell(BUSY);
  await expect.poll(() => redPixels(chart(page, /^CPU/))).toBeGreaterThan(100);
  await tell();
  await expect.poll(() => redPixels(chart(page, /^CPU/))).toBe(0);
  await expect(chart(page, /^CPU: /)).not.toHaveAccessibleName(/alert/);
});

const KINDS: readonly [TileKind, Role, RegExp, marks: number][] = [
  ['bar', 'group', /^CPU, latest values; alert total over 95\s%$/, 1],
  ['gauge', 'img', /^CPU: [\d.]+\s% of 100.*%; alert total over 95\s%$/, 1],
  ['value', 'img', /^CPU: latest .*; alert total over 95\s%$/, 0],
  ['table', 'table', /^CPU; alert total over 95\s%$/, 0],
];

for (const [kind, role, name, marks] of KINDS) {
  test(`${kind}: the limit of what it shows is told in words, and marked where there is an axis`, async ({
    page,
    open,
  }) => {
    const source = { kind: 'chart', chart: 'system-health/cpu-chart' };
    const tile = { id: 'one', kind, source, title: '', x: 0, y: 0, w: 6, h: 14 };
    const kept = JSON.stringify([{ id: 'd', name: 'Mine', follows: false, hidden: [], tiles: [tile] }]);
    await page.addInitScript((text) => localStorage.setItem('dashboards', text), kept);
    await open({ alerts: alertsOf(BUSIER) });
    await expect(page.getByRole(role, { name })).toBeVisible();
    await expect(page.locator('.mark')).toHaveCount(marks);
    await page.screenshot({ path: `out/screenshots/limits-${kind}.png` });
  });
}

test('the readings of a chart as a table begin with the limit', async ({ open }) => {
  const page = await open({ alerts: alertsOf(BUSY) });
  await chart(page, /^CPU/).focus();
  await page.keyboard.press('t');
  await expect(page.getByRole('table', { name: 'CPU' })).toContainText(/readings up to .*; alert over 90\s%\./);
});

test('two lines that are near, in a Chinese window with high contrast, have nothing against them', async ({
  page,
  open,
}) => {
  await page.emulateMedia({ contrast: 'more', colorScheme: 'dark' });
  await open({ language: 'zh-CN', alerts: alertsOf(BUSY, BUSIER) });
  await expect(chart(page, /告警 高于 95\s%；告警 高于 90\s%$/)).toBeVisible();
  await expect.poll(() => redPixels(chart(page, /告警/))).toBeGreaterThan(300);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await page.screenshot({ path: 'out/screenshots/limits-chinese.png' });
});
