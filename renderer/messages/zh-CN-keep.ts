import type { enKeep } from './en-keep.ts';

/** What keeping the last minutes, and taking in and giving out recordings says, in simplified Chinese. */
export const zhCNKeep: Readonly<Record<keyof typeof enKeep, string>> = {
  'keep.run': '保留最近 10 分钟',
  'keep.hint': '把最近十分钟读取的内容存为录制：留住刚刚看到的情况。',
  'keep.done': '已保留最近 {length}：{rows} 行。',
  'keep.less': '已保留全部现有内容，共 {length}：{rows} 行。管道读取的时间尚不足十分钟。',
  'keep.recorded': '已录制 {length}，存为“{name}”。',
  'keep.open': '打开',
  'keep.close': '关闭此提示',
};
