import { app, Notification } from 'electron';
import { systemClock } from '../../engine/index.ts';
import type { AlertEvent, AlertsChange } from '../ipc/alerts.ts';
import { formatValue, shownUnit, type UnitChoice } from '../tour/units.ts';
import type { SettingsDesk } from '../settings/settings-desk.ts';
import { wordsOf, type Words } from '../words.ts';
import { AlertDesk } from './alert-desk.ts';
import { AlertMemory } from './alert-memory.ts';
import { unitOfMetric } from './metrics.ts';

export interface OpenAlertsParts {
  readonly file: string;
  /** In which language and in what units it is told. */
  readonly settings: Pick<SettingsDesk, 'settings' | 'language'>;
  readonly onChange: (change: AlertsChange) => void;
  readonly onHistory: (events: readonly AlertEvent[]) => void;
  readonly onTrouble: (error: unknown) => void;
}

/** Notifications that can still be clicked on; desktops show no more. */
const CLICKABLE_MAX = 50;

/** The alerts of the app, with what was kept of them in `file`. */
export function openAlerts({ file, settings, onTrouble, ...told }: OpenAlertsParts): AlertDesk {
  const isSupported = Notification.isSupported();
  // What nothing holds is given up, and a click on it goes nowhere.
  let clickable: readonly Notification[] = [];
  return new AlertDesk({
    memory: new AlertMemory(file, onTrouble),
    now: () => systemClock.now(),
    canNotify: isSupported,
    notify(events) {
      // Without notifications they stand in the window, which counts them on every page.
      if (!isSupported) return false;
      const notification = new Notification(notice(events, wordsOf(settings.language), settings.settings));
      // As a click on the app's icon does.
      notification.on('click', () => app.emit('activate'));
      let isShown = true;
      // On Linux a desktop without a program for them says so at once, and may have one later.
      notification.on('failed', () => (isShown = false));
      notification.show();
      if (isShown) clickable = [...clickable, notification].slice(-CLICKABLE_MAX);
      return isShown;
    },
    ...told,
  });
}

/** One notification for all that happened together. */
export function notice(
  events: readonly AlertEvent[],
  words: Words,
  units: UnitChoice,
): { title: string; body: string } {
  const text = (metric: string, value: number): string =>
    formatValue(value, shownUnit(unitOfMetric(metric), [metric]), units);
  const lines = events.map(({ entity, metric, value }) =>
    [entity, value === null ? '' : text(metric, value)].filter((part) => part !== '').join(': '),
  );
  if (events.length === 1) return { title: events[0]!.name, body: lines[0]! };
  const named = events.map(({ name }, i) => [name, lines[i]!].filter((part) => part !== '').join(', '));
  return { title: words.alerts(events.length), body: named.join('\n') };
}
