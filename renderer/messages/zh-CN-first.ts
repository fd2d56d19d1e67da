import type { enFirst } from './en-first.ts';

/** What a first start says, in simplified Chinese. */
export const zhCNFirst: Readonly<Record<keyof typeof enFirst, string>> = {
  'first.title': '第一步',
  'first.text': '下面的图表就是这台机器此刻的状态。不会向任何地方发送数据；在您录制之前，只保留一天的图表。',
  'first.example': '试试示例：迟到的行',
  'first.sample': '打开示例录制',
  'first.sampleHint': '示例录制由生成器虚构：一台并不存在的机器三次变热。',
  'first.sensors': '选择传感器',
  'first.keys': '其他一切：{key}',
  'first.dismiss': '不再显示',
};
