import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/page-test.ts';

async function asked(page: Page, name: string): Promise<readonly (readonly unknown[])[]> {
  const all = await page.evaluate(() => window.fake.asked);
  return all.filter((each) => each.name === name).map(({ args }) => args);
}

test('what is seen of a chart is exported from its tile, and the file is shown', async ({ open }) => {
  const page = await open();
  const tile = page.getByRole('region', { name: 'Memory', exact: true });
  await tile.getByRole('button', { name: 'Tile Memory: options' }).click();
  await tile.getByRole('button', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export “Memory”' });
  await expect(dialog.getByRole('radio', { name: 'What is seen' })).toBeChecked();
  await dialog.getByRole('radio', { name: 'Milliseconds since 1970' }).check();
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByText('“Memory.csv” is written: 300 rows.')).toBeVisible();
  const [[name, charts, choice]] = (await asked(page, 'exportCharts')) as [
    [string, string[], { span: { from: number; to: number } }],
  ];
  expect([name, charts, choice]).toEqual([
    'Memory',
    ['system-health/memory-chart'],
    { to: 'csv', isEpoch: true, span: { from: expect.any(Number), to: expect.any(Number) } },
  ]);
  expect(Math.round((choice.span.to - choice.span.from) / 1000)).toBe(300);
  await page.getByRole('button', { name: 'Show in folder' }).click();
  await expect.poll(async () => (await asked(page, 'revealExport')).length).toBe(1);
  await page.getByRole('button', { name: 'Close this note' }).click();
  await expect(page.getByText('is written')).toHaveCount(0);
});

test('what is seen of an edge is exported from its tile: the points of a chart, the rows of a table, and the picture', async ({
  open,
}) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('button', { name: /^sensors to cpu: .* Show its rows\.$/ }).click();
  await page.getByRole('button', { name: 'Put on the dashboard' }).click();
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await expect(page.getByRole('application', { name: /^sensors\b/ })).toBeVisible();
  const options = page.getByRole('button', { name: 'Tile sensors: options' });
  await options.click();
  await expect(page.getByRole('button', { name: 'Save as picture…' })).toBeVisible();
  await page.getByRole('button', { name: 'Export…' }).last().click();
  const dialog = page.getByRole('dialog', { name: 'Export “sensors”' });
  await expect(dialog.getByRole('radio', { name: 'What is seen' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByText(/^“sensors\.csv” is written: /)).toBeVisible();
  await options.click();
  await page.getByLabel('Shown as').selectOption('table');
  await options.click();
  await page.getByRole('button', { name: 'Export…' }).last().click();
  await expect(dialog.getByRole('radio', { name: 'What is seen' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect.poll(async () => (await asked(page, 'exportSeen')).length).toBe(2);
  const [chart, table] = (await asked(page, 'exportSeen')) as [string, { columns: { name: string }[] }][];
  expect(chart![1].columns.map(({ name }) => name)).toEqual(['time', 'chart', 'series', 'value', 'unit']);
  expect(table![1].columns.map(({ name }) => name)).toContain('metric');
});

test('everything that is kept of a dashboard is exported, every chart of it', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Export…', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Export “Overview”' });
  await dialog.getByRole('radio', { name: 'Everything' }).check();
  await expect(dialog.getByText('All that is kept of these charts: the last day.')).toBeVisible();
  await expect(dialog.getByRole('radio', { name: 'Millrace' })).toHaveCount(0);
  await dialog.getByRole('radio', { name: 'Parquet' }).check();
  await expect(dialog.getByRole('group', { name: 'Times' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Export', exact: true }).press('Enter');
  await expect(page.getByText('“Overview.parquet” is written: 1,800 rows.')).toBeVisible();
  const [[, charts, choice]] = (await asked(page, 'exportCharts')) as [[string, string[], unknown]];
  expect([charts.length, choice]).toEqual([6, { to: 'parquet', isEpoch: false, span: null }]);
});

test('a recording is exported from its player, whole or what is zoomed to; how far it is is told, and it is cancelled', async ({
  open,
}) => {
  const page = await open({}, '#/recordings/soak');
  const button = page.getByRole('button', { name: 'Export…', exact: true });
  await button.click();
  const dialog = page.getByRole('dialog', { name: 'Export “Overnight soak”' });
  await expect(dialog.getByRole('radio', { name: 'What is seen' })).toHaveCount(0);
  await dialog.getByRole('radio', { name: 'Millrace' }).check();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByText('“Overnight soak” is being exported.')).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'How much is exported' })).toHaveAttribute('value', '0.25');
  await page.getByRole('button', { name: 'Cancel the export' }).click();
  await expect(page.getByText('is being exported')).toHaveCount(0);
  expect(await asked(page, 'exportRecording')).toEqual([['soak', { to: 'millrace', isEpoch: false, span: null }]]);
  const plot = page.getByRole('application').first();
  await plot.focus();
  await page.keyboard.press('+');
  await button.click();
  await expect(dialog.getByRole('radio', { name: 'What is seen' })).toBeChecked();
  await expect(dialog.getByRole('radio', { name: 'Millrace' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
});

test('an export that fails says why, and another one can follow', async ({ open }) => {
  const page = await open({ failing: ['exportCharts'] });
  await page.getByRole('button', { name: 'Export…', exact: true }).click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('export "a.csv": cannot write /a.csv (the disk is full)');
  await page.getByRole('button', { name: 'Export…', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a chart is kept as a picture, with its title and its lines; what is no drawing has none', async ({ open }) => {
  const page = await open();
  const tile = page.getByRole('region', { name: 'Memory', exact: true });
  await expect(tile.getByText(/used/)).toBeVisible();
  await tile.getByRole('button', { name: 'Tile Memory: options' }).click();
  await tile.getByRole('button', { name: 'Save as picture…' }).click();
  await expect(page.getByText('“Memory.png” is written.')).toBeVisible();
  const [width, height] = await page.evaluate(async () => {
    const { args } = window.fake.asked.find(({ name }) => name === 'saveChartPicture')!;
    const bitmap = await createImageBitmap(new Blob([args[1] as Uint8Array<ArrayBuffer>], { type: 'image/png' }));
    return [bitmap.width, bitmap.height] as const;
  });
  expect([300 < width, 150 < height]).toEqual([true, true]);
  await tile.getByRole('button', { name: 'Tile Memory: options' }).click();
  await tile.getByRole('combobox', { name: 'Shown as' }).selectOption('gauge');
  const gauge = page.getByRole('region', { name: 'Memory, Gauge' });
  await gauge.getByRole('button', { name: 'Tile Memory: options' }).click();
  await expect(gauge.getByRole('button', { name: 'Export…' })).toBeVisible();
  await expect(gauge.getByRole('button', { name: 'Save as picture…' })).toHaveCount(0);
});

test('a chart of a recording is kept as a picture from its menu', async ({ open }) => {
  const page = await open({}, '#/recordings/soak');
  await page.getByRole('button', { name: /^Tile Temperature: options/ }).click();
  await page.getByRole('menuitem', { name: 'Save as picture…' }).click();
  await expect.poll(async () => (await asked(page, 'saveChartPicture')).length).toBe(1);
});
