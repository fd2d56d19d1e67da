import type { enGraph } from './en-graph.ts';

/** What is said about boxes of a graph that are moved, in Chinese. */
export const zhCNGraph: Readonly<Record<keyof typeof enGraph, string>> = {
  'keys.place.node': '在图的方框上',
  'keys.node.move': '移动方框',
  'keys.graph.undo': '撤销移动',
  'keys.graph.redo': '重做移动',
  'graph.moveHelp': '按住 Shift 用方向键移动方框。',
  'graph.moved': '{node}：距左 {x}，距上 {y}',
  'graph.automatic': '自动布局',
  'graph.undo': '撤销',
  'graph.undoName': '撤销上一次移动',
};
