import { systemClock } from '../../engine/index.ts';
import type { ChartDescription } from '../ipc/contract.ts';
import { wordsOf } from '../words.ts';
import type { SettingsDesk } from './settings-desk.ts';
import { TrayValues } from './tray-values.ts';

/** The values that the settings want in the tray, of the charts that there are. */
export function openTrayValues(
  settings: Pick<SettingsDesk, 'settings' | 'language'>,
  charts: () => readonly ChartDescription[],
): TrayValues {
  return new TrayValues({
    wanted: () => settings.settings.trayCharts,
    charts,
    named: (title) => wordsOf(settings.language).chart(title),
    units: () => settings.settings,
    now: () => systemClock.now(),
  });
}
