import { writeDayOfCharts } from './support/day-of-charts.ts';
import { expect, launch, test } from './support/millrace.ts';
import { watchTurns } from './support/turns.ts';

/** A turn of the main thread that nobody notices; eight million readings take it many times as long. */
const TURN_MS = 50;

test('a day of twelve charts opens and is panned without a stall', async ({ data }) => {
  const readings = writeDayOfCharts(data, Date.now());
  expect(readings).toBeGreaterThan(8_000_000);
  const { app, page } = await launch(data);
  const chart = page.getByRole('application', { name: /^C1:/ });
  await expect(chart).toBeVisible();
  const group = page.getByRole('group', { name: 'Time range' });
  const turns = await watchTurns(app, page);
  await page.getByRole('combobox', { name: 'Further ranges' }).selectOption({ label: '24 h' });
  // A hand is not that quick: the day is drawn before it is panned, and so is each step.
  await page.waitForTimeout(3_000);
  await chart.focus();
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press(i < 6 ? 'Shift+ArrowLeft' : 'Shift+ArrowRight');
    await page.waitForTimeout(250);
  }
  await expect(group).toContainText('Zoomed');
  const { mainRanMs, mainLateMs, pageMs } = await turns();
  const round = (ms: number): string => `${ms.toFixed(0)} ms`;
  console.log(
    `${readings} readings: the main thread ran ${round(mainRanMs)} at a time at most,`,
    `was late by ${round(mainLateMs)} at most; the longest task of the page took ${round(pageMs)}`,
  );
  expect(mainRanMs).toBeLessThan(TURN_MS);
  // Of the last hour the page holds every reading; of a day it is given two for each piece of it.
  await expect(async () => {
    await chart.focus();
    await page.keyboard.press('t');
    const text = await page.getByRole('table', { name: /^C1/ }).textContent();
    await page.keyboard.press('Escape');
    expect(Number(/of ([\d,]+) readings/.exec(text ?? '')?.[1]?.replace(',', ''))).toBeLessThan(2_000);
  }).toPass({ timeout: 20_000 });
  await expect(page.getByRole('alert')).toBeEmpty();
  await app.close();
});
