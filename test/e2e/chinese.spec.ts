import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, launch, test } from './support/millrace.ts';

/** Names of programs, formats, commands and keys, which are the same in every language. */
const NAMES =
  /\b(Millrace|English|NDJSON|CSV|Parquet|YAML|JSON|SQL|Flink|HTTP|Kafka|MiB|GiB|KiB|[kMGT]?B\/s|[kMG]?B|rpm|Ctrl|Shift|Alt|Enter|Escape|Esc|Tab|Home|End|PgUp|PgDn|Space|Delete|sensors-detect|modprobe|sudo)\b/g;

/** Everything that is read or spoken on the page and has two English words beside each other, but for what a person or a machine named. */
function englishOn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    // What a document or a row holds is as it was written.
    const isData = (element: Element | null): boolean =>
      (element?.closest('.cm-editor, tbody td, [role=img] text') ?? null) !== null;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (!isData(node.parentElement)) found.push(node.textContent ?? '');
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]'))
      for (const name of ['aria-label', 'title', 'placeholder']) found.push(element.getAttribute(name) ?? '');
    return found.map((text) => text.trim());
  });
}

async function expectChinese(page: Page, where: string): Promise<void> {
  const left = (await englishOn(page)).filter((text) => /[A-Za-z]{2,} [A-Za-z]{2,}/.test(text.replace(NAMES, '·')));
  expect([...new Set(left)], where).toEqual([]);
}

test('in Chinese, no page is left with an English sentence', async ({ data }) => {
  writeFileSync(path.join(data, 'settings.json'), '{"language":"zh-CN"}');
  const { app, page } = await launch(data);
  await expect(page.getByRole('heading', { level: 1, name: '仪表板' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '处理器' })).toBeVisible();
  await expectChinese(page, 'dashboard');
  // Every example runs, and there is a recording.
  for (const id of [
    'out-of-order',
    'thermal-guard',
    'disk-latency',
    'network-bursts',
    'process-hogs',
    'anomaly',
    'session-activity',
  ])
    await page.evaluate((example) => window.bridge.request('addExample', example), id);
  await page.evaluate(() => window.bridge.request('startPipeline', 'out-of-order'));
  await page.evaluate(() => window.bridge.request('makeSample'));
  await expect(page.getByRole('heading', { name: '等待三秒' })).toBeVisible();
  await expectChinese(page, 'dashboard with all examples');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectChinese(page, 'palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectChinese(page, 'keys');
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: '管道' }).click();
  await page.getByRole('link', { name: /^乱序/ }).click();
  await expect(page.getByRole('heading', { level: 2, name: '乱序' })).toBeVisible();
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await expect(page.getByRole('tabpanel')).not.toBeEmpty();
    await expectChinese(page, (await tab.textContent()) ?? '');
  }
  await page.getByRole('link', { name: '录制' }).click();
  await page.getByRole('link', { name: /^示例（虚构）/ }).click();
  await expect(page.getByRole('region', { name: '温度' })).toBeVisible();
  await expectChinese(page, 'player');
  await page.getByRole('link', { name: '录制' }).click();
  await expectChinese(page, 'recordings');
  await page.getByRole('link', { name: /^告警/ }).click();
  await page.getByRole('button', { name: '新建告警' }).click();
  await expectChinese(page, 'alerts');
  await page.getByRole('link', { name: '设置' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '设置' })).toBeVisible();
  await expectChinese(page, 'settings');
  // A fault of the main process, too.
  await page.getByRole('link', { name: '管道' }).click();
  await page.evaluate(() => {
    location.hash = location.hash.replace(/pipelines.*/, 'recordings/none');
  });
  await expect(page.getByRole('main')).toContainText(/无法显示此录制|此录制已不存在/);
  await expectChinese(page, 'a recording that is gone');
  await app.close();
});
