import type { enLater } from './en-later.ts';

/** What is said of a page that is not there yet, in simplified Chinese. */
export const zhCNLater: Readonly<Record<keyof typeof enLater, string>> = {
  'page.loading': '正在加载{name}…',
  'page.failed': '无法加载{name}。请重新加载窗口。',
};
