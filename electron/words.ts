import type { Language } from './language.ts';

/** What the main process itself says: menus and dialogs. The page has words of its own. */
export interface Words {
  readonly file: string;
  readonly edit: string;
  readonly view: string;
  readonly window: string;
  readonly quit: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly reload: string;
  readonly developerTools: string;
  readonly actualSize: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fullScreen: string;
  readonly minimize: string;
  readonly close: string;
  readonly pageGone: string;
  readonly pageGoneDetail: string;
  readonly loadAgain: string;
  readonly openWindow: string;
  /** So many alerts fired together. */
  readonly alerts: (count: number) => string;
  readonly chooseRecordings: string;
  readonly chooseImports: string;
  readonly chooseExport: string;
  readonly recordingFiles: string;
  /** The title of a chart that the app brings along; any other as it is. */
  readonly chart: (title: string) => string;
}

const english: Words = {
  file: '&File',
  edit: '&Edit',
  view: '&View',
  window: '&Window',
  quit: 'Quit Millrace',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  reload: 'Reload',
  developerTools: 'Developer tools',
  actualSize: 'Actual size',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fullScreen: 'Full screen',
  minimize: 'Minimize',
  close: 'Close',
  pageGone: 'The page stopped working four times within a minute',
  pageGoneDetail: 'Pipelines and recordings go on. Load the page again, or quit: a recording is closed properly first.',
  loadAgain: 'Load again',
  openWindow: 'Open Millrace',
  alerts: (count) => `${count} alerts`,
  chooseRecordings: 'Where recordings are kept',
  chooseImports: 'Import recordings',
  chooseExport: 'Export',
  recordingFiles: 'Recordings, and files of rows',
  chart: (title) => title,
};

const CHINESE_CHARTS: Readonly<Record<string, string>> = {
  CPU: '处理器',
  Temperature: '温度',
  Memory: '内存',
  'Disk I/O': '磁盘读写',
  'Disk busy': '磁盘繁忙',
  Network: '网络',
};

const chinese: Words = {
  file: '文件(&F)',
  edit: '编辑(&E)',
  view: '视图(&V)',
  window: '窗口(&W)',
  quit: '退出 Millrace',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  reload: '重新加载',
  developerTools: '开发者工具',
  actualSize: '实际大小',
  zoomIn: '放大',
  zoomOut: '缩小',
  fullScreen: '全屏',
  minimize: '最小化',
  close: '关闭',
  pageGone: '页面在一分钟内停止工作了四次',
  pageGoneDetail: '管道和录制仍在继续。请重新加载页面,或退出:退出前会妥善关闭录制。',
  loadAgain: '重新加载',
  openWindow: '打开 Millrace',
  alerts: (count) => `${count} 个告警`,
  chooseRecordings: '选择录制的存放位置',
  chooseImports: '导入录制',
  chooseExport: '导出',
  recordingFiles: '录制和数据行文件',
  chart: (title) => CHINESE_CHARTS[title] ?? title,
};

/** The words in `language`. */
export function wordsOf(language: Language): Words {
  return language === 'zh-CN' ? chinese : english;
}
