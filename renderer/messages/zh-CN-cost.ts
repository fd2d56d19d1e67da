import type { enCost } from './en-cost.ts';

/** What is said about the app's own cost, in simplified Chinese. */
export const zhCNCost: Readonly<Record<keyof typeof enCost, string>> = {
  'cost.title': '本应用',
  'cost.cpu': 'CPU {percent}',
  'cost.unknown': '正在测量…',
  'cost.dearest': '开销最大的传感器：{sensor}，{percent}',
  'cost.dearestHint': '占用单个核心最多的传感器，不含系统在别处为它做的工作。',
  'cost.thinned': '超出预算，以下读取已放慢：',
  'cost.thinnedHint': '预算在设置页中。一旦有余量，传感器便恢复原来的读取频率。',
  'gap.budget': '超出预算，{sensor}读取已放慢',
  'cost.every': '{sensor}：每 {seconds} 秒',
  'settings.cost': '应用自身开销',
  'settings.budget': '预算',
  'settings.budget.none': '不限',
  'settings.budget.percent': '单核的 {percent} %',
  'settings.budgetHint': '超出预算二十秒后，开销最大的传感器改为一半频率读取，依次类推；有余量满一分钟后逐个恢复。',
};
