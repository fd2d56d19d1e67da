import type { Key } from './en.ts';
import { zhCNEditing } from './zh-CN-editing.ts';
import { zhCNTrial } from './zh-CN-trial.ts';
import { zhCNDashboard } from './zh-CN-dashboard.ts';
import { zhCNAlerts } from './zh-CN-alerts.ts';
import { zhCNFirst } from './zh-CN-first.ts';
import { zhCNKeys } from './zh-CN-keys.ts';
import { zhCNPipelines } from './zh-CN-pipelines.ts';
import { zhCNCompare } from './zh-CN-compare.ts';
import { zhCNKeep } from './zh-CN-keep.ts';
import { zhCNImport } from './zh-CN-import.ts';
import { zhCNRecordings } from './zh-CN-recordings.ts';
import { zhCNCost } from './zh-CN-cost.ts';
import { zhCNLater } from './zh-CN-later.ts';
import { zhCNPrivacy } from './zh-CN-privacy.ts';
import { zhCNSettings } from './zh-CN-settings.ts';
import { zhCNDeploy } from './zh-CN-deploy.ts';
import { zhCNGraph } from './zh-CN-graph.ts';
import { zhCNExport } from './zh-CN-export.ts';
import { zhCNStates } from './zh-CN-states.ts';
import { zhCNLesson } from './zh-CN-lesson.ts';

/** Everything that the page says, in simplified Chinese. */
export const zhCN: Readonly<Record<Key, string>> = {
  'app.name': 'Millrace',
  'nav.label': '页面',
  'nav.dashboard': '仪表板',
  'nav.pipelines': '管道',
  'nav.recordings': '录制',
  'nav.skip': '跳到内容',
  'points.dropped': '未绘制的点：{count}',

  'start.failed': '页面无法连接到程序',
  'start.again': '重试',

  'record.start': '录制',
  'record.stop': '停止录制',
  'record.elapsed': '录制时长',

  'range.label': '时间范围',
  'range.minutes': '{n} 分钟',
  'range.hours': '{n} 小时',
  'view.live': '实时',
  'view.paused': '已暂停',
  'view.pause': '暂停',
  'view.goLive': '回到实时',
  'view.behind': '已暂停，落后 {behind}',

  'chart.role': '图表',
  'chart.keys':
    '方向键移动十字线，Enter 固定，Escape 取消。按住 Shift 在时间上移动，加减号缩放，L 回到实时，空格暂停，C 切换十字线模式，T 显示表格。',
  'chart.summary': '{title}：最新 {latest}，最低 {lowest}，最高 {highest}',
  'chart.more': '另有 {n} 个',
  'chart.moreHint': '表格（T）列出全部序列。',
  'chart.cores': '{n} 个核心',
  'chart.coresLabel': '{n} 个核心各自的利用率随时间的变化，颜色越深越忙',
  'chart.waiting': '正在等待第一个读数',
  'chart.stopped': '{pipeline} 已停止',
  'chart.failed': '{pipeline} 已失败',
  'chart.finished': '{pipeline} 已结束',
  'chart.absent': '本机不提供',
  'chart.empty': '这里没有显示图表的管道。',
  'chart.seePipelines': '查看管道',
  'table.caption': '{title}，截至 {at} 的读数',
  'table.time': '时间',
  'table.x': 'x',
  'table.newest': '{total} 个读数中最新的 {shown} 个。按 T 或 Esc 返回图表。',
  'table.all': '读数：{total}。按 T 或 Esc 返回图表。',

  'metric.system.cpu.utilization': '利用率',
  'metric.system.memory.usage': '按用途',
  'metric.system.memory.utilization': '利用率',
  'metric.system.paging.usage': '已用交换空间',
  'metric.system.disk.io.read': '读取',
  'metric.system.disk.io.write': '写入',
  'metric.system.disk.io_time': '有 I/O 的时间占比',
  'metric.system.filesystem.utilization': '已用空间占比',
  'metric.system.filesystem.usage': '已用空间',
  'metric.system.network.io.receive': '接收',
  'metric.system.network.io.transmit': '发送',
  'metric.hw.temperature': '按传感器',
  'metric.hw.fan.speed': '按风扇',
  'metric.hw.battery.charge': '电量',

  ...zhCNDashboard,
  ...zhCNPipelines,
  ...zhCNEditing,
  ...zhCNTrial,
  ...zhCNCost,
  ...zhCNLater,
  ...zhCNPrivacy,
  ...zhCNSettings,
  ...zhCNDeploy,
  ...zhCNExport,
  ...zhCNAlerts,
  ...zhCNRecordings,
  ...zhCNImport,
  ...zhCNKeep,
  ...zhCNCompare,
  ...zhCNKeys,
  ...zhCNFirst,
  ...zhCNGraph,
  ...zhCNStates,
  ...zhCNLesson,

  'recordings.none': '录制会把本机的每个读数保存为任何工具都能打开的普通文件。',
  'recordings.first': '开始录制',
  'recordings.count': '{count} 个录制，共 {size}',
  'column.name': '名称',
  'column.started': '开始',
  'column.duration': '时长',
  'column.rows': '行数',
  'column.size': '大小',
  'column.format': '格式',
  'pipeline.checkpoint': '上一个检查点 {at}：{size}，用时 {duration}',
  'column.state': '状态',
  'column.actions': '操作',
  'recording.recording': '正在录制',
  'recording.complete': '完整',
  'recording.failed': '失败',
  'recording.recovered': '已恢复',
  'recording.completeTo': '已恢复，完整至 {time}',
  'recording.damaged': '已损坏',
  'recording.reveal': '打开位置',
  'recording.delete': '删除',
  'recording.revealName': '打开位置 {name}',
  'recording.deleteName': '删除 {name}',
  'delete.title': '将“{name}”移到回收站？',
  'delete.body': '{rows} 行，{size}。可以从系统的回收站中恢复。',
  'delete.bodyUnknown': '可以从系统的回收站中恢复。',
  'delete.confirm': '移到回收站',
  'delete.cancel': '取消',

  'fault.dismiss': '关闭',
  'fault.times': '{n} 次',
  'fault.page': '页面有内容无法显示：{message}。请重新加载窗口；已录制的内容不会丢失。',

  'time.today': '今天 {time}',
  'time.yesterday': '昨天 {time}',
  'time.day': '{day} {time}',
  'duration.seconds': '{n} 秒',
  'duration.minutes': '{n} 分钟',
  'duration.hours': '{n} 小时',
  'duration.days': '{n} 天',
  'duration.pair': '{large} {small}',
};
