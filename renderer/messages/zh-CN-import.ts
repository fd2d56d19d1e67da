import type { enImport } from './en-import.ts';

/** What taking in recordings says, in simplified Chinese. */
export const zhCNImport: Readonly<Record<keyof typeof enImport, string>> = {
  'import.run': '导入…',
  'import.busy': '正在导入…',
  'import.region': '拖放到此处导入',
  'import.what': '.millrace 文件、录制文件夹，或 CSV、NDJSON、Parquet 文件。内容会被复制，拖入的文件保持原样。',
  'import.one': '已导入“{name}”。',
  'import.many': '已导入 {n} 个录制。',
  'import.leftOut': '有 {n} 行无法读取，已略去。',
};
