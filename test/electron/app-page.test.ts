import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { appPage } from '../../electron/app-page.ts';
import { languageOf } from '../../electron/language.ts';

test('a packaged app shows its own page, whatever the environment says', () => {
  deepEqual(appPage(false, 'http://127.0.0.1:5199/'), { url: 'app://millrace/index.html', furtherOrigins: [] });
});

test('from a checkout the page may come from the development server', () => {
  deepEqual(appPage(true, 'http://127.0.0.1:5199/'), {
    url: 'http://127.0.0.1:5199/',
    furtherOrigins: ['devtools://devtools', 'ws://127.0.0.1:5199'],
  });
  deepEqual(appPage(true, undefined).url, 'app://millrace/index.html');
});

test('Chinese locales speak Chinese, all others English', () => {
  deepEqual(['zh', 'zh-CN', 'zh-Hant-TW', 'ZH_hk', 'en-GB', 'de', 'zha', ''].map(languageOf), [
    ...Array.from({ length: 4 }, () => 'zh-CN'),
    ...Array.from({ length: 4 }, () => 'en'),
  ]);
});
