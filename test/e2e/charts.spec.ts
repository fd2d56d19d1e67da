import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { standing } from '../support/standing.ts';
import { expect, goTo, shareMillrace, test } from './support/millrace.ts';

/** What programs use; and readings that are waited for so long that one sees it. */
const PROGRAMS = `version: 1
name: Programs
sources:
  sensors: { type: system, interval: 1s, metrics: [process.cpu.utilization] }
  waiting: { type: system, interval: 1s, metrics: [system.memory.usage], event_time: { column: ts, out_of_orderness: 10s } }
operators:
  programs: { type: filter, inputs: [sensors], where: metric = 'process.cpu.utilization' }
  used: { type: filter, inputs: [waiting], where: entity = 'used' }
sinks:
  chart: { type: chart, title: Programs, inputs: [programs], x: ts, y: value, series: entity, unit: '1' }
  waits: { type: chart, title: Waited for, inputs: [used], x: ts, y: value, series: entity, unit: By }
`;

const shared = shareMillrace((data) => {
  mkdirSync(path.join(data, 'pipelines'), { recursive: true });
  writeFileSync(path.join(data, 'pipelines', 'programs.yaml'), PROGRAMS);
});

/** What is drawn on the pictures of the dashboard from now on, by the name of their tiles. */
interface Drawn {
  /** The labels beside their axes of values, from below. */
  readonly labels: Record<string, string[]>;
  /** Where those labels end, from the left edge of the tile. */
  readonly margins: Record<string, number>;
  /** How many rows of cells a heat strip has. */
  readonly rows: Record<string, number>;
  /** Where the line of the watermark is, and from where to where what may still change is dimmed, in a chart of so many pixels. */
  readonly strips: Record<string, { line: number; from: number; to: number; width: number }>;
}

/** Watches what is drawn until `seconds` further readings are there. */
function watchDrawing(page: Page, seconds: number): Promise<Drawn> {
  return page.evaluate(async (count) => {
    const { fillText, fillRect } = CanvasRenderingContext2D.prototype;
    const tileOf = ({ canvas }: CanvasRenderingContext2D): string => canvas.closest('section')?.ariaLabel ?? '';
    const cells = new Map<string, Set<number>>();
    const drawn = { labels: {}, margins: {}, rows: {}, strips: {} } as Drawn;
    let boxes: number[][] = [];
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
      const { a, b, e } = this.getTransform();
      const tile = tileOf(this);
      if (this.textAlign === 'right' && b === 0) {
        const left =
          this.canvas.getBoundingClientRect().left - this.canvas.closest('section')!.getBoundingClientRect().left;
        drawn.margins[tile] = Math.round(left + (a * x + e) / devicePixelRatio);
        const labels = (drawn.labels[tile] ??= []);
        if (!labels.includes(text)) labels.push(text);
      }
      if (text === 'may still change') {
        const [dimmed, line] = boxes.slice(-2);
        const width = this.canvas.clientWidth;
        drawn.strips[tile] = { line: line![0]!, from: dimmed![0]!, to: dimmed![0]! + dimmed![2]!, width };
      }
      fillText.call(this, text, x, y);
    };
    CanvasRenderingContext2D.prototype.fillRect = function (...box) {
      boxes = [...boxes.slice(-1), box];
      if (this.canvas.closest('.heat')) {
        const tile = tileOf(this);
        cells.set(tile, (cells.get(tile) ?? new Set()).add(box[1]));
      }
      fillRect.apply(this, box);
    };
    let frames = 0;
    await new Promise<void>((resolve) => {
      const stop = window.bridge.listen('frame', () => {
        if (++frames <= count) return;
        stop();
        resolve();
      });
    });
    Object.assign(CanvasRenderingContext2D.prototype, { fillText, fillRect });
    for (const [tile, tops] of cells) drawn.rows[tile] = tops.size;
    return drawn;
  }, seconds);
}

test('shares have an axis from 0 to 100 % whatever they are, the cores a row each, and all charts one left margin', async () => {
  const { page } = shared();
  await expect(page.getByRole('application', { name: /^CPU: latest/ })).toBeVisible();
  const { margins, labels, rows } = await watchDrawing(page, 3);
  for (const tile of ['CPU', 'Disk busy']) expect(labels[tile]).toEqual(['0', '33', '67', '100 %']);
  expect(labels['Memory']).toContainEqual(expect.stringMatching(/GiB$/));
  expect(rows['CPU']).toBe(cpus().length);
  expect(Object.keys(margins)).toEqual(expect.arrayContaining(['CPU', 'Memory', 'Disk I/O', 'Network']));
  expect(new Set(Object.values(margins)).size).toBe(1);
});

test('the programs of this machine are a table of what they use', async () => {
  const { page } = shared();
  const tile = page.getByRole('region', { name: 'Programs', exact: true });
  await tile.getByRole('button', { name: 'Start Programs' }).click();
  await tile.getByRole('button', { name: 'Tile Programs: options' }).click();
  await tile.getByRole('combobox', { name: 'Shown as' }).selectOption('Table');
  await expect(page.getByRole('table', { name: 'Programs' }).getByRole('row').nth(1)).toHaveText(/\S+.*[\d.]+\s%/);
});

test('a line is the watermark of what is waited for, and right of it a chart is dimmed and says that it may still change', async () => {
  const { page } = shared();
  await page.getByRole('button', { name: '1 min', exact: true }).click();
  const tile = page.getByRole('region', { name: 'Waited for', exact: true });
  await tile.scrollIntoViewIfNeeded();
  await expect(tile.getByRole('application', { name: /^Waited for: latest/ })).toBeVisible();
  await expect(async () => {
    const { strips } = await watchDrawing(page, 1);
    const { line, from, to, width } = strips['Waited for']!;
    expect([line, to]).toEqual([from, width - 8]);
    // Ten seconds and a little more of a minute.
    expect((to - line) / width).toBeGreaterThan(0.1);
    expect((to - line) / width).toBeLessThan(0.4);
  }).toPass({ timeout: 20_000 });
  await tile.getByRole('button', { name: 'Tile Waited for: options' }).click();
  await tile.getByRole('button', { name: 'What is the line near the end?' }).click();
  await expect(tile.getByRole('note')).toContainText('The line is the watermark: up to it the chart is complete.');
  await tile.getByRole('note').getByRole('button').click();
});

test('at 200 % every page fits, and a chart is still zoomed where one drags', async () => {
  const { app, page } = shared();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(2));
  await expect.poll(() => page.evaluate(() => devicePixelRatio)).toBe(2);
  for (const name of ['Pipelines', 'Recordings', 'Alerts', 'Settings', 'Dashboard'] as const) {
    await goTo(page, name);
    const stickingOut = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('header, main')]
        .filter((element) => element.clientWidth < element.scrollWidth)
        .map(({ tagName }) => tagName),
    );
    expect([name, stickingOut]).toEqual([name, []]);
  }
  const memory = page.getByRole('application', { name: /^Memory/ });
  await memory.scrollIntoViewIfNeeded();
  const { x, y, width } = await standing(memory);
  /** As the desktop sends it, in pixels of the window: Playwright knows of no zoom. */
  const pointer = (type: 'mouseMove' | 'mouseDown' | 'mouseUp', at: number): Promise<void> =>
    app.evaluate(({ BrowserWindow }, event) => BrowserWindow.getAllWindows()[0]!.webContents.sendInputEvent(event), {
      type,
      x: Math.round(2 * (x + at)),
      y: Math.round(2 * (y + 40)),
      button: 'left' as const,
      clickCount: 1,
    });
  // Where there are readings already.
  await pointer('mouseMove', width - 40);
  const line = memory.locator('.lines .crosshair');
  await expect.poll(async () => Math.abs((await standing(line)).x - x - width + 40)).toBeLessThan(12);
  await pointer('mouseMove', 80);
  await pointer('mouseDown', 80);
  for (const at of [110, 150, 200]) await pointer('mouseMove', at);
  await pointer('mouseUp', 200);
  await expect(page.getByRole('group', { name: 'Time range' })).toContainText('Zoomed');
  await page.getByRole('button', { name: 'Go live' }).click();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(1));
});
