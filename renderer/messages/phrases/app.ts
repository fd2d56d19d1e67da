/** What the app says of its settings, dashboards and alerts. */
export const appPhrases = {
  'there is no alert "{name}"': '没有告警“{name}”',
  'this desktop shows no notifications': '此桌面不显示通知',
  'what alerts tell stands on their page, and is counted beside its name':
    '告警的内容显示在告警页上，其数量显示在该页名称旁',
  'its document is being edited and not saved': '它的文档正在编辑且未保存',
  'save or discard that first': '请先保存或放弃',
  'its document is no alert any more': '它的文档已不再是告警',
  'edit it as a pipeline': '请作为管道编辑',
  'its document is written so that the form cannot change it': '它的文档的写法使表单无法更改它',
  'free some space or give yourself the right to write there, and change the dashboard again':
    '请释放空间或授予自己写入权限，然后再次更改仪表板',
  'it is kept as {path}, and the default dashboard is shown': '已另存为 {path}，现显示默认仪表板',
  '{path} is damaged ({why}) and cannot be put aside ({reason})': '{path} 已损坏（{why}），且无法移开（{reason}）',
  'move it away': '请将它移走',
  alert: '告警',
  '"{name}" cannot be what was written': '“{name}”不能是所写的值',
  'it does not answer': '它没有应答',
  'free some space and start the app again to have the charts of today after a restart':
    '请释放空间并重新启动应用，今天的图表才会在重启后保留',
  'give this user the right to write there, or add Millrace to the programs of your login yourself':
    '请授予此用户在该处的写入权限，或自行将 Millrace 加入登录时启动的程序',
  'the defaults hold': '使用默认设置',
  'give this user the right to read it': '请授予此用户读取权限',
  'they hold until the app ends': '设置在应用结束前有效',
  'it is kept as {path}': '已另存为 {path}',
  'it cannot be put aside ({why})': '它无法移开（{why}）',
  'it cannot be put aside ({why}), and the defaults hold. Choose your settings again.':
    '它无法移开（{why}），现使用默认设置。请重新选择设置。',
  'it is kept as {path}, and the defaults hold. Choose your settings again.':
    '已另存为 {path}，现使用默认设置。请重新选择设置。',
} as const;
