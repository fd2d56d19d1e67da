import { tBoth } from '../messages/messages.ts';
import type { PageState } from '../state/page-state.svelte.ts';
import { routeHref } from '../state/route.svelte.ts';
import { groupOf, type Command } from './command.ts';

/** Making a recording. */
export function recordingCommands({ recordings }: PageState): readonly Command[] {
  const group = groupOf('recordings');
  return [
    {
      id: 'record',
      said: recordings.isRecording ? tBoth('record.stop') : tBoth('record.start'),
      group,
      run: () => void recordings.toggle(),
    },
    { id: 'keep', said: tBoth('keep.run'), group, run: () => void recordings.keepRecent() },
    { id: 'import', said: tBoth('import.run'), group, run: () => void recordings.import() },
    { id: 'sample', said: tBoth('first.sample'), group, run: () => void recordings.openSample() },
  ];
}

/** Where each recording is. */
export function revealCommands({ recordings }: PageState): readonly Command[] {
  return recordings.all.map(({ id, name }) => ({
    id: `reveal ${id}`,
    said: tBoth('recording.revealName', { name }),
    group: groupOf('recordings'),
    run: () => void recordings.reveal(id),
  }));
}

/** What can be done with alerts. */
export function alertCommands({ alerts }: PageState): readonly Command[] {
  const group = groupOf('alerts');
  const rules = alerts.state.alerts;
  return [
    { id: 'new alert', said: tBoth('alerts.new'), group, run: onAlerts(() => alerts.make()) },
    ...(0 < rules.length ? [allCommand(alerts)] : []),
    ...rules.flatMap(({ id, rule: { name }, mutedUntil }) => [
      mutedUntil === null
        ? {
            id: `mute ${id}`,
            said: tBoth('cmd.muteHour', { name }),
            group,
            run: () => void alerts.mute(id, null, 'hour'),
          }
        : {
            id: `unmute ${id}`,
            said: tBoth('cmd.unmute', { name }),
            group,
            run: () => void alerts.mute(id, null, 'now'),
          },
      { id: `edit alert ${id}`, said: tBoth('cmd.editAlert', { name }), group, run: onAlerts(() => alerts.open(id)) },
      { id: `test ${id}`, said: tBoth('alert.testName', { name }), group, run: () => void alerts.test(id) },
    ]),
  ];
}

function allCommand(alerts: PageState['alerts']): Command {
  const group = groupOf('alerts');
  return alerts.state.mutedUntil === null
    ? { id: 'mute all', said: tBoth('alerts.muteAll'), group, run: () => void alerts.mute(null, null, 'hour') }
    : { id: 'unmute all', said: tBoth('alerts.unmuteAll'), group, run: () => void alerts.mute(null, null, 'now') };
}

function onAlerts(run: () => void): () => void {
  return () => {
    location.hash = routeHref('alerts');
    run();
  };
}
