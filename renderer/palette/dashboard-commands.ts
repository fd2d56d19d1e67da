import { FURTHER_SPANS_MS, SPANS_MS } from '../live/view.svelte.ts';
import { dashboardSubject } from '../dashboards/export-subject.ts';
import { KEY_TABLE } from '../keys/key-table.ts';
import { t, tBoth, type Said } from '../messages/messages.ts';
import { spanText } from '../shared/phrases.ts';
import type { PageState } from '../state/page-state.svelte.ts';
import { routeHref } from '../state/route.svelte.ts';
import { groupOf, type Command } from './command.ts';

const SPANS = [...SPANS_MS, ...FURTHER_SPANS_MS].sort((a, b) => a - b);

/** The dashboards, and what can be done with the one that is looked at. */
export function dashboardCommands({ dashboards, view, exporting }: PageState): readonly Command[] {
  const many = 1 < dashboards.all.length;
  const { name } = dashboards.current;
  const [undo] = KEY_TABLE.dashboard.undo;
  const [redo] = KEY_TABLE.dashboard.redo;
  const subject = dashboardSubject(dashboards, view, Date.now());
  return [
    ...(many ? dashboards.all : []).map((each) =>
      there(`dashboard ${each.id}`, tBoth('cmd.showDashboard', { name: each.name }), () => dashboards.show(each.id)),
    ),
    there('add tile', tBoth('dash.addTile'), () => (dashboards.isEditing = dashboards.isAdding = true)),
    there('edit layout', dashboards.isEditing ? tBoth('cmd.layoutDone') : tBoth('dash.edit'), () => {
      dashboards.isEditing = !dashboards.isEditing;
    }),
    ...(subject === null ? [] : [there('export', tBoth('export.dashboard'), () => exporting.ask(subject))]),
    there('new dashboard', tBoth('dash.addDashboard'), () => {
      dashboards.add(t('dash.newName', { n: dashboards.all.length + 1 }));
    }),
    ...(many ? [there('delete dashboard', tBoth('cmd.deleteDashboard', { name }), () => dashboards.remove())] : []),
    ...(dashboards.canUndo ? [{ ...there('undo', tBoth('dash.undo'), () => dashboards.undo()), key: undo }] : []),
    ...(dashboards.canRedo ? [{ ...there('redo', tBoth('dash.redo'), () => dashboards.redo()), key: redo }] : []),
  ];
}

function there(id: string, said: Said, run: () => void): Command {
  return { id, said, group: groupOf('dashboards'), run: onDashboard(run) };
}

/** What part of the data is looked at, and how. */
export function viewCommands({ view }: PageState): readonly Command[] {
  const group = groupOf('view');
  const isLive = view.pausedAt === null && view.zoom === null;
  const keys = KEY_TABLE.dashboard;
  return [
    isLive
      ? {
          id: 'pause',
          said: tBoth('cmd.pause'),
          group,
          key: keys.pause[0],
          run: onDashboard(() => view.pause(Date.now())),
        }
      : { id: 'live', said: tBoth('cmd.goLive'), group, key: keys.goLive[0], run: onDashboard(() => view.goLive()) },
    ...SPANS.map((spanMs) => ({
      id: `span ${spanMs}`,
      said: tBoth('cmd.span', { span: spanText(spanMs) }),
      group,
      run: onDashboard(() => view.show(spanMs)),
    })),
    { id: 'custom span', said: tBoth('range.customTitle'), group, run: onDashboard(() => (view.isChoosing = true)) },
    {
      id: 'crosshair',
      said: tBoth('cmd.crosshair'),
      group,
      key: keys.crosshair[0],
      run: onDashboard(() => view.cycleMode()),
    },
  ];
}

function onDashboard(run: () => void): () => void {
  return () => {
    location.hash = routeHref('dashboard');
    run();
  };
}
