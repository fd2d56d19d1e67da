import { enEditing } from './en-editing.ts';
import { enTrial } from './en-trial.ts';
import { enDashboard } from './en-dashboard.ts';
import { enAlerts } from './en-alerts.ts';
import { enFirst } from './en-first.ts';
import { enKeys } from './en-keys.ts';
import { enPipelines } from './en-pipelines.ts';
import { enCompare } from './en-compare.ts';
import { enKeep } from './en-keep.ts';
import { enImport } from './en-import.ts';
import { enRecordings } from './en-recordings.ts';
import { enCost } from './en-cost.ts';
import { enLater } from './en-later.ts';
import { enPrivacy } from './en-privacy.ts';
import { enSettings } from './en-settings.ts';
import { enDeploy } from './en-deploy.ts';
import { enGraph } from './en-graph.ts';
import { enExport } from './en-export.ts';
import { enStates } from './en-states.ts';
import { enLesson } from './en-lesson.ts';

/** Everything that the page says, in English. Names in braces are filled in. */
export const en = {
  'app.name': 'Millrace',
  'nav.label': 'Pages',
  'nav.dashboard': 'Dashboard',
  'nav.pipelines': 'Pipelines',
  'nav.recordings': 'Recordings',
  'nav.skip': 'Skip to the content',
  'points.dropped': 'points not drawn: {count}',

  'start.failed': 'The page could not reach the program',
  'start.again': 'Try again',

  'record.start': 'Record',
  'record.stop': 'Stop recording',
  'record.elapsed': 'Recording time',

  'range.label': 'Time range',
  'range.minutes': '{n} min',
  'range.hours': '{n} h',
  'view.live': 'Live',
  'view.paused': 'Paused',
  'view.pause': 'Pause',
  'view.goLive': 'Go live',
  'view.behind': 'paused, {behind} behind',

  'chart.role': 'chart',
  'chart.keys':
    'Arrow keys move the crosshair, Enter pins it, Escape lets go. With Shift they move through time, plus and minus zoom, L goes live, Space pauses, C changes the crosshair, T shows a table.',
  'chart.summary': '{title}: latest {latest}, lowest {lowest}, highest {highest}',
  'chart.more': '+{n} more',
  'chart.moreHint': 'The table (T) lists all series.',
  'chart.cores': '{n} {n:core|cores}',
  'chart.coresLabel': 'Utilization of each of {n} {n:core|cores} over time, darker is busier',
  'chart.waiting': 'Waiting for the first reading',
  'chart.stopped': '{pipeline} is stopped',
  'chart.failed': '{pipeline} has failed',
  'chart.finished': '{pipeline} has finished',
  'chart.absent': 'Not available on this machine',
  'chart.empty': 'No pipeline here shows a chart.',
  'chart.seePipelines': 'See pipelines',
  'table.caption': '{title}, readings up to {at}',
  'table.time': 'Time',
  'table.x': 'x',
  'table.newest': 'The newest {shown} of {total} {total:reading|readings}. Press T or Escape for the chart.',
  'table.all': 'Readings: {total}. Press T or Escape for the chart.',

  'metric.system.cpu.utilization': 'utilization',
  'metric.system.memory.usage': 'by use',
  'metric.system.memory.utilization': 'utilization',
  'metric.system.paging.usage': 'swap in use',
  'metric.system.disk.io.read': 'read',
  'metric.system.disk.io.write': 'write',
  'metric.system.disk.io_time': 'share of time with I/O in flight',
  'metric.system.filesystem.utilization': 'share of space used',
  'metric.system.filesystem.usage': 'space used',
  'metric.system.network.io.receive': 'receive',
  'metric.system.network.io.transmit': 'transmit',
  'metric.hw.temperature': 'by sensor',
  'metric.hw.fan.speed': 'by fan',
  'metric.hw.battery.charge': 'charge',

  ...enDashboard,
  ...enPipelines,
  ...enEditing,
  ...enTrial,
  ...enCost,
  ...enLater,
  ...enPrivacy,
  ...enSettings,
  ...enDeploy,
  ...enExport,
  ...enAlerts,
  ...enRecordings,
  ...enImport,
  ...enKeep,
  ...enCompare,
  ...enKeys,
  ...enFirst,
  ...enGraph,
  ...enStates,
  ...enLesson,

  'recordings.none': 'A recording keeps every reading of this machine in plain files that any tool can open.',
  'recordings.first': 'Make a recording',
  'recordings.count': '{count} {count:recording|recordings}, {size}{count:| in all}',
  'column.name': 'Name',
  'column.started': 'Started',
  'column.duration': 'Duration',
  'column.rows': 'Rows',
  'column.size': 'Size',
  'column.format': 'Format',
  'pipeline.checkpoint': 'last checkpoint {at}: {size} in {duration}',
  'column.state': 'State',
  'column.actions': 'Actions',
  'recording.recording': 'recording',
  'recording.complete': 'complete',
  'recording.failed': 'failed',
  'recording.recovered': 'recovered',
  'recording.completeTo': 'recovered, complete to {time}',
  'recording.damaged': 'damaged',
  'recording.reveal': 'Reveal',
  'recording.delete': 'Delete',
  'recording.revealName': 'Reveal {name}',
  'recording.deleteName': 'Delete {name}',
  'delete.title': 'Move “{name}” to the trash?',
  'delete.body': '{rows} {rows:row|rows}, {size}. You can put it back from the trash of your system.',
  'delete.bodyUnknown': 'You can put it back from the trash of your system.',
  'delete.confirm': 'Move to trash',
  'delete.cancel': 'Cancel',

  'fault.dismiss': 'Dismiss',
  'fault.times': '{n} {n:time|times}',
  'fault.page': 'The page failed to show something: {message}. Reload the window; nothing recorded is lost.',

  'time.today': 'today {time}',
  'time.yesterday': 'yesterday {time}',
  'time.day': '{day} {time}',
  'duration.seconds': '{n} s',
  'duration.minutes': '{n} min',
  'duration.hours': '{n} h',
  'duration.days': '{n} d',
  'duration.pair': '{large} {small}',
} as const;

export type Key = keyof typeof en;
