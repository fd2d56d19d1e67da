import type { enPrivacy } from './en-privacy.ts';

/** What is said of how often is read, encryption and the tray, in simplified Chinese. */
export const zhCNPrivacy: Readonly<Record<keyof typeof enPrivacy, string>> = {
  'settings.sampling': '传感器读取间隔',
  'settings.sampling.ms': '{n} 毫秒',
  'settings.sampling.s': '{n} 秒',
  'settings.samplingHint': '用于{name}，其文档中也是如此。它会从其状态继续；告警和其他管道保持各自的间隔。',
  'settings.samplingEdited': '{name}正在编辑：请先在那里保存或还原。',
  'settings.encryption': '加密',
  'settings.encryption.none': '不加密',
  'settings.encryption.passphrase': '使用密码',
  'settings.encryptionHint': '每次新录制时询问，且不保存在任何地方：没有密码就无人能读取录制。',
  'settings.tray': '托盘中的数值',
  'settings.trayHint': '最多六个；应用在托盘中运行时，显示在图标的提示和菜单中。',
  'encrypt.title': '使用密码录制',
  'encrypt.keepTitle': '使用密码保留',
  'encrypt.keep': '保留最近几分钟',
  'encrypt.body': '密码不保存在任何地方。没有它就无人能读取录制。',
  'encrypt.again': '再输入一次',
  'encrypt.differs': '两次输入不同。',
  'encrypt.start': '开始录制',
};
